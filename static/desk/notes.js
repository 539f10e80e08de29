/* Notes: sent without leaving the form, about the words last selected in an editor; @ offers names.

   Without it each form leads to the page of notes. */

(() => {
  const list = () => document.querySelector("[data-notes]");
  const WORDS = 1000;

  const badge = () => window.casebookBadge?.("notes", list().dataset.notes);

  const complain = (form, words) => {
    let error = form.querySelector(".desk-note-error");
    if (!error) {
      error = document.createElement("p");
      error.className = "desk-note-error";
      error.setAttribute("role", "alert");
      form.prepend(error);
    }
    error.textContent = words;
  };

  const send = async (form, button) => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, value);
    if (button?.name) body.append(button.name, button.value);
    const current = list();
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Casebook": "list" }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) return complain(form, current.dataset.signedOut);
      if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
      const holder = document.createElement("template");
      holder.innerHTML = await answer.text();
      const fresh = holder.content.querySelector("[data-notes]");
      keep(current, fresh, form);
      current.replaceWith(fresh);
      badge();
      (fresh.querySelector("[role=alert]")?.closest("form, [data-notes]").querySelector("textarea") || fresh.querySelector("#note-body"))?.focus();
    } catch {
      complain(form, current.dataset.failed);
    }
  };

  /* What stands in the other forms of the list is not lost when one of them is sent. */
  const keep = (before, after, sent) => {
    for (const area of before.querySelectorAll("textarea")) {
      if (sent.contains(area) || area.value === area.defaultValue) continue;
      const same = after.querySelector(`#${area.id}`);
      if (!same) continue;
      same.value = area.value;
      const fold = same.closest("details");
      if (fold) fold.open = true;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-note-form]");
    if (!form) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  /* About these words */
  const about = (row, words) => {
    const form = list()?.querySelector("form");
    if (!form || form.contains(document.activeElement)) return;
    const pk = row.querySelector('input[type=hidden][name$="-id"]')?.value ?? "";
    const section = form.querySelector('[name="section"]');
    section.value = [...section.options].some((option) => option.value === pk) ? pk : "";
    passage(form, words.replace(/\s+/g, " ").trim().slice(0, WORDS));
  };
  const passage = (form, words) => {
    form.querySelector('[name="passage"]').value = words;
    const quote = form.querySelector("[data-note-passage]");
    quote.hidden = !words;
    quote.querySelector("p").textContent = words;
  };

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!list() || selection.isCollapsed) return;
    const node = selection.anchorNode?.nodeType === Node.TEXT_NODE ? selection.anchorNode.parentElement : selection.anchorNode;
    const editor = node?.closest?.(".ProseMirror");
    const row = editor?.closest(".desk-row");
    if (row && editor.contains(selection.focusNode)) about(row, selection.toString());
  });

  /* Names after an @ */
  const people = () => JSON.parse(document.getElementById("note-people")?.textContent || "[]");
  const offer = (area) => {
    const box = area.parentElement.querySelector(".desk-note-people");
    const begun = area.value.slice(0, area.selectionStart).match(/(?:^|[\s(])@([\w.+-]*)$/);
    const found = begun
      ? people().filter(({ username, name }) => `${username} ${name}`.toLowerCase().includes(begun[1].toLowerCase())).slice(0, 6)
      : [];
    box?.remove();
    if (!found.length) return;
    const fresh = document.createElement("div");
    fresh.className = "desk-note-people";
    for (const { username, name } of found) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name === username ? `@${username}` : `${name} @${username}`;
      button.addEventListener("click", () => {
        const end = area.selectionStart;
        const start = end - begun[1].length;
        area.setRangeText(`${username} `, start, end, "end");
        area.focus();
        fresh.remove();
      });
      fresh.append(button);
    }
    area.after(fresh);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-mentions]")) offer(event.target);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-note-whole]")) {
      passage(event.target.closest("form"), "");
      return;
    }
    const link = event.target.closest("[data-note-goto]");
    const id = link && [...document.querySelectorAll('input[type=hidden][name^="sections-"][name$="-id"]')].find((field) => field.value === link.dataset.noteGoto);
    if (!id) return;
    event.preventDefault();
    window.casebookPanel?.close();
    window.casebookReveal?.(id.closest(".desk-row").querySelector("textarea").id);
  });

  document.addEventListener("DOMContentLoaded", () => list() && badge());
})();
