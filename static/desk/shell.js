/* The panels beside the form: opened from the bar, closed with Escape; on a wide screen they stay, or are hidden.

   Without it every panel stands below the form. Panels set their badges by casebookBadge("notes", "2"). */

(() => {
  const WIDE = window.matchMedia("(min-width: 87.5rem)");
  const KEY = "casebook-rail";
  let opener = null;

  window.casebookBadge = (panel, text) => {
    for (const badge of document.querySelectorAll(`[data-badge="${panel}"]`)) {
      badge.textContent = text;
      badge.hidden = !text;
    }
  };

  const remember = (value) => {
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // A browser that keeps nothing shows the panels next time.
    }
  };
  const remembered = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const showRail = (shown) => {
    document.querySelector(".desk-editing").classList.toggle("desk-rail-hidden", !shown);
    const toggle = document.querySelector(".desk-rail-toggle");
    toggle.setAttribute("aria-expanded", String(shown));
    toggle.textContent = shown ? toggle.dataset.hide : toggle.dataset.show;
  };

  const close = () => {
    const rail = document.getElementById("desk-rail");
    if (!rail?.classList.contains("desk-rail-open")) return false;
    rail.classList.remove("desk-rail-open");
    opener?.focus();
    opener = null;
    return true;
  };

  const open = (name, link) => {
    const rail = document.getElementById("desk-rail");
    const panel = document.getElementById(`panel-${name}`);
    if (!rail || !panel) return;
    panel.open = true;
    if (WIDE.matches) {
      showRail(true);
      remember("shown");
    } else {
      opener = link;
      for (const other of rail.querySelectorAll(".desk-rail-panel")) other.open = other === panel;
      rail.classList.add("desk-rail-open");
    }
    panel.querySelector("summary").focus();
    panel.scrollIntoView({ block: "nearest" });
  };
  window.casebookPanel = { open, close };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-panel-link]");
    if (link) {
      event.preventDefault();
      open(link.dataset.panelLink, link);
    } else if (event.target.closest("[data-rail-close]")) {
      close();
    } else if (event.target.closest(".desk-rail-toggle")) {
      const shown = document.querySelector(".desk-editing").classList.contains("desk-rail-hidden");
      showRail(shown);
      remember(shown ? "shown" : "hidden");
    } else {
      // What leads to a field is no longer in its way.
      if (event.target.closest(".desk-rail [data-field], .desk-rail [data-tab]")) close();
      for (const more of document.querySelectorAll(".desk-more[open]")) {
        if (!more.contains(event.target)) more.open = false;
      }
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const more = document.querySelector(".desk-more[open]");
    if (more) {
      more.open = false;
      more.querySelector("summary").focus();
    } else {
      close();
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    const editing = document.querySelector(".desk-editing-railed");
    if (!editing) return;
    editing.classList.add("desk-scripted");
    editing.querySelector("[data-rail-close]").hidden = false;
    document.querySelector(".desk-rail-toggle").hidden = false;
    if (remembered() === "hidden") showRail(false);
    const bar = document.getElementById("desk-bar");
    const measure = () => document.documentElement.style.setProperty("--desk-bar-height", `${bar.offsetHeight}px`);
    new ResizeObserver(measure).observe(bar);
    measure();
  });
})();
