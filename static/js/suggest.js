/* Suggestions under the search field, as you type: a combobox with a listbox (ARIA 1.2). Without this file the form
   is a plain form. Arrow keys move, Enter follows, Escape closes; Enter with nothing chosen searches as ever. */

const PAUSE = 150; // milliseconds after the last key
const SHORTEST = 2;

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function enhance(input) {
  const list = element("ul", { id: `${input.id}-list`, role: "listbox", class: "suggestions apparatus" });
  const status = element("p", { role: "status", class: "visually-hidden" });
  list.setAttribute("aria-label", input.labels[0].textContent);
  list.hidden = true;
  input.closest(".search-row").append(list);
  input.closest("form").append(status);
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) input.setAttribute(key, value);

  let chosen = -1;
  let timer = 0;
  let asking = null;

  function choose(index) {
    const options = [...list.children];
    chosen = options.length ? (index + options.length + 1) % (options.length + 1) : -1;
    if (chosen === options.length) chosen = -1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    asking?.abort();
    clearTimeout(timer);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function show(found) {
    list.replaceChildren(...found.map(({ kind, label, url }, at) => {
      const option = element("li", { id: `${list.id}-${at}`, role: "option", "aria-selected": "false", "data-url": url });
      option.append(element("span", { class: "suggestion-label", dir: "auto" }, label));
      if (kind) option.append(" ", element("span", { class: "suggestion-kind" }, kind));
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    status.textContent = found.length ? String(found.length) : "";
    choose(-1);
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q: input.value })}`, {
        signal: asking.signal,
      });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < SHORTEST) close();
    else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // a search field would empty itself
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      if (event.key === "ArrowDown") choose(chosen + 1);
      else choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-url]");
    if (option) location.assign(option.dataset.url);
  });
}

for (const input of document.querySelectorAll("input[data-suggest]")) enhance(input);
