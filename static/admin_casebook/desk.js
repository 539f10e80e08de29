/* The case study's form: rows that fold, move, count their words and can be taken back; tabs; unsaved changes.

   Without it every row and every tab is there, in order, and saves. */

(() => {
  const rowsOf = (list) => [...list.querySelectorAll(":scope > .desk-row:not(.empty-form)")];

  // Order: positions are written from the rows' places, new rows included. Unfold's own script counts from 0 and
  // leaves new rows out.
  const renumber = (list) => {
    rowsOf(list).forEach((row, index) => {
      const place = row.querySelector(`input[type=hidden][name$="-${list.dataset.orderingField}"]`);
      if (place) place.value = String(index + 1);
    });
  };
  window.casebookRenumber = (event) => {
    renumber(event.from);
    changed();
  };
  window.casebookMayMove = (event) => !event.related.matches(".empty-form, .form-actions, .desk-empty");

  const move = (row, by) => {
    const list = row.parentElement;
    const rows = rowsOf(list);
    const target = rows[rows.indexOf(row) + by];
    if (!target) return;
    list.insertBefore(row, by < 0 ? target : target.nextElementSibling);
    renumber(list);
    changed();
    row.querySelector(`[data-move="${by}"]`).focus();
  };

  // What a folded row says of itself
  const words = (html) => {
    const text = html.replace(/<[^>]*>/g, " ").replace(/&nbsp;|&#160;/g, " ").trim();
    return text ? text.split(/\s+/).length : 0;
  };
  const describe = (row) => {
    const title = row.querySelector("[data-title-of]");
    if (!title) return;
    const field = row.querySelector(`[name$="-${title.dataset.titleOf}"]`);
    if (field) {
      const value = field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent.trim() : field.value.trim();
      title.textContent = value || title.dataset.untitled;
    }
    const prose = row.querySelector('textarea[name$="-prose"]');
    if (prose) {
      const count = words(prose.value);
      row.querySelector("[data-meta]").textContent = `${count.toLocaleString("en")} ${count === 1 ? "word" : "words"}`;
    }
  };

  // Unsaved changes
  let dirty = false;
  const changed = () => {
    if (dirty || !document.getElementById("casestudy_form")) return;
    dirty = true;
    const status = document.querySelector(".desk-unsaved");
    if (status) status.textContent = status.dataset.unsaved;
    document.querySelector(".desk-save")?.classList.add("desk-button-primary", "desk-save-due");
    document.querySelector(".desk-bar .desk-step")?.classList.remove("desk-button-primary");
  };

  const showTab = (id) => document.querySelector(`[data-tab-link="${id}"]`)?.click();

  const reveal = (target) => {
    const element = document.getElementById(target);
    if (!element) return;
    const panel = element.closest("[data-tab-panel]");
    if (panel) showTab(panel.dataset.tabPanel);
    const fold = element.closest("details");
    if (fold) fold.open = true;
    // Alpine shows the panel a moment later, and what is hidden takes no focus.
    setTimeout(() => {
      const field = element.closest(".desk-field") || element;
      field.scrollIntoView({ block: "center" });
      const editor = field.querySelector('[contenteditable="true"], input:not([type=hidden]), select, textarea');
      (editor || element).focus({ preventScroll: true });
    }, 60);
  };

  window.casebookReveal = reveal;

  const restore = (row, removed) => {
    const box = row.querySelector('.desk-remove input[type="checkbox"]');
    if (box) box.checked = removed;
    row.classList.toggle("desk-row-removed", removed);
    if (removed) {
      const fold = row.querySelector("details");
      if (fold) fold.open = false;
      row.querySelector("[data-restore]").focus();
    }
    changed();
  };

  document.addEventListener("click", (event) => {
    const control = event.target.closest("[data-move], [data-restore], [data-fold], [data-field], [data-tab]");
    if (!control) return;
    if (control.matches("[data-move]")) move(control.closest(".desk-row"), Number(control.dataset.move));
    else if (control.matches("[data-restore]")) restore(control.closest(".desk-row"), false);
    else if (control.matches("[data-fold]")) {
      const open = control.dataset.fold === "open";
      for (const fold of control.closest(".desk-part").querySelectorAll(".desk-row:not(.empty-form) .desk-fold")) fold.open = open;
    } else if (control.matches("[data-field]")) {
      event.preventDefault();
      reveal(control.dataset.field);
    } else if (control.matches("[data-tab]")) {
      event.preventDefault();
      history.replaceState(null, "", `#${control.dataset.tab}`);
      showTab(control.dataset.tab);
      control.closest("details")?.removeAttribute("open");
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches(".desk-remove input")) restore(event.target.closest(".desk-row"), event.target.checked);
  });

  for (const name of ["input", "change", "focusout"]) {
    document.addEventListener(name, (event) => {
      const row = event.target.closest?.(".desk-row");
      if (row) describe(row);
    });
  }
  for (const name of ["input", "change"]) {
    document.addEventListener(name, (event) => {
      if (event.target.closest?.("#casestudy_form")) changed();
    });
  }

  document.addEventListener("formset:added", (event) => {
    const row = event.target.closest(".desk-row");
    if (!row) return;
    // Unfold's script numbers what is in the row, not the row.
    const number = row.querySelector("[name]")?.name.match(/^(.+-\d+)-/);
    if (number) row.id = number[1];
    const fold = row.querySelector("details");
    if (fold) fold.open = true;
    renumber(row.parentElement);
    changed();
    row.querySelector("input:not([type=hidden]):not([type=checkbox]), textarea, select")?.focus();
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.querySelector(".desk-rows")) return;
    event.target.querySelectorAll(".desk-rows").forEach(renumber);
    dirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });

  // Ctrl or Cmd with S saves.
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      const save = document.querySelector(".desk-save");
      if (!save) return;
      event.preventDefault();
      save.click();
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".desk-part-tools[hidden]").forEach((tools) => tools.removeAttribute("hidden"));
    document.querySelectorAll('input[name="zone"], input[name$="-zone"]').forEach((field) => field.setAttribute("list", "desk-zones"));
    document.querySelectorAll(".desk-remove input:checked").forEach((box) => restore(box.closest(".desk-row"), true));
    dirty = false;
    if (document.querySelector("#desk-mistakes, #desk-refused")) changed();
  });

  // What Unfold and select2 leave unsaid to who listens: where the page begins, what a search is for.
  document.addEventListener("DOMContentLoaded", () => {
    (document.getElementById("main") || document.getElementById("page"))?.setAttribute("role", "main");
    document.getElementById("searchbar-submit")?.setAttribute("aria-label", "Search");
  });
  const nameSearches = () => {
    for (const field of document.querySelectorAll(".select2-search__field:not([aria-label])")) {
      const label = field.closest(".desk-field")?.querySelector("label");
      if (label) field.setAttribute("aria-label", label.textContent.replace("*", "").trim());
      else if (field.closest(".select2-dropdown")) field.setAttribute("aria-label", "Search");
    }
    for (const box of document.querySelectorAll(".select2-selection[role=combobox]:not([aria-label])")) {
      const label = box.closest(".desk-field")?.querySelector("label");
      if (!label) continue;
      box.removeAttribute("aria-labelledby"); // It named the box after what was chosen.
      box.setAttribute("aria-label", label.textContent.replace("*", "").trim());
      box.querySelector("[role=textbox]")?.setAttribute("aria-label", box.getAttribute("aria-label"));
    }
  };
  // select2 comes after this, and draws its field anew when something was chosen.
  window.addEventListener("load", () => setTimeout(nameSearches, 300));
  document.addEventListener("focusin", nameSearches);
  document.addEventListener("formset:added", () => setTimeout(nameSearches));

  // Alpine has read the address by then; a list of mistakes matters more than the tab that was open.
  window.addEventListener("load", () => {
    const first = document.querySelector(".desk-tabs")?.dataset.firstError;
    const here = window.location.hash.slice(1);
    const known = document.querySelector(`[data-tab-link="${CSS.escape(here || "general")}"]`);
    if (first && !known?.querySelector(".desk-tab-errors")) showTab(first);
    document.getElementById("desk-mistakes")?.focus();
    document.querySelectorAll(".desk-tabs .desk-tab-current").forEach((tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));
  });
})();
