/* The preview: what is typed, as readers would see it, a moment later. Without it the button opens a page of its own. */

(() => {
  const WIDTHS = { phone: 390, desktop: 1180 };
  const PAUSE = 700;
  const LONGEST = 4000;
  let button = null;
  let dock = null;
  let frame = null;
  let timer = 0;
  let since = 0;
  let asking = null;
  let stale = false;
  const chosen = { width: "desktop", theme: "light" };

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  const choice = (name, label, values) => {
    const group = element("div", { class: "desk-preview-choice", role: "group", "aria-label": label });
    for (const [value, words] of values) {
      const one = element("button", { type: "button", "aria-pressed": String(chosen[name] === value) }, words);
      one.addEventListener("click", () => {
        chosen[name] = value;
        for (const other of group.children) other.setAttribute("aria-pressed", String(other === one));
        name === "theme" ? dress() : fit();
      });
      group.append(one);
    }
    return group;
  };

  const fit = () => {
    for (const sheet of dock.querySelectorAll("iframe")) {
      const room = sheet.parentElement.getBoundingClientRect();
      const width = WIDTHS[chosen.width];
      const scale = Math.min(1, room.width / width);
      sheet.style.inlineSize = `${width}px`;
      sheet.style.blockSize = `${room.height / scale}px`;
      sheet.style.transform = `scale(${scale}) translateX(-50%)`;
    }
  };

  const dress = () => {
    for (const sheet of dock.querySelectorAll("iframe")) {
      if (sheet.contentDocument) sheet.contentDocument.documentElement.dataset.theme = chosen.theme;
    }
  };

  const state = (words) => {
    dock.querySelector(".desk-preview-state").textContent = words;
  };

  /* The new text is laid out behind the old one and takes its place where the reader was. */
  const show = (html) => {
    const next = element("iframe", { title: button.dataset.title, class: "desk-preview-coming" });
    next.addEventListener("load", () => {
      next.contentDocument.documentElement.dataset.theme = chosen.theme;
      next.contentWindow.scrollTo(0, frame?.contentWindow?.scrollY ?? 0);
      for (const old of dock.querySelectorAll("iframe")) if (old !== next) old.remove();
      next.classList.remove("desk-preview-coming");
      frame = next;
      dock.dataset.shown = String(Number(dock.dataset.shown || 0) + 1);
    }, { once: true });
    next.srcdoc = html;
    dock.querySelector(".desk-preview-sheet").append(next);
    fit();
  };

  const typed = () => {
    const fields = new FormData(document.getElementById("casestudy_form"));
    const body = new URLSearchParams();
    for (const [name, value] of fields) if (typeof value === "string") body.append(name, value);
    body.append("_theme", chosen.theme);
    return body;
  };

  const ask = async () => {
    if (!dock) return;
    if (asking) {
      stale = true;
      return;
    }
    clearTimeout(timer);
    since = 0;
    asking = new AbortController();
    try {
      const answer = await fetch(button.dataset.preview, { method: "POST", body: typed(), signal: asking.signal, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      const html = await answer.text();
      if (dock) {
        show(html);
        state(`${button.dataset.shown} ${new Date().toLocaleTimeString("en-GB")}`);
      }
    } catch {
      if (dock) state(button.dataset.failed);
    }
    asking = null;
    if (stale && dock) {
      stale = false;
      soon();
    }
  };

  const soon = () => {
    if (!dock) return;
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(ask, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  };

  const close = () => {
    asking?.abort();
    dock.remove();
    dock = frame = asking = null;
    document.documentElement.classList.remove("desk-previewing");
    button.setAttribute("aria-expanded", "false");
    button.focus();
  };

  const open = () => {
    const words = button.dataset;
    const shut = element("button", { type: "button", class: "desk-button" }, words.close);
    shut.addEventListener("click", close);
    dock = element(
      "section",
      { class: "desk-preview", "aria-label": words.title },
      element(
        "div",
        { class: "desk-preview-bar" },
        element("h2", { tabindex: "-1" }, words.title),
        choice("width", words.width, [["desktop", words.desktop], ["phone", words.phone]]),
        choice("theme", words.colours, [["light", words.light], ["dark", words.dark]]),
        element("span", { class: "desk-preview-state", role: "status" }),
        shut,
      ),
      element("div", { class: "desk-preview-sheet" }),
    );
    document.body.append(dock);
    document.documentElement.classList.add("desk-previewing");
    button.setAttribute("aria-expanded", "true");
    dock.querySelector("h2").focus();
    dock.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    new ResizeObserver(() => dock && fit()).observe(dock.querySelector(".desk-preview-sheet"));
    ask();
  };

  document.addEventListener("DOMContentLoaded", () => {
    button = document.querySelector("[data-preview]");
    const form = document.getElementById("casestudy_form");
    if (!button || !form) return;
    chosen.theme = document.documentElement.classList.contains("dark") ? "dark" : "light";
    button.setAttribute("role", "button");
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dock ? close() : open();
    });
    for (const name of ["input", "change"]) form.addEventListener(name, soon);
    document.addEventListener("formset:added", soon);
    document.addEventListener("casebook:changed", soon);
  });
})();
