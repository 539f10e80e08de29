/* Puts a button that copies beside each text that a page marks so. Without this file it is selected and copied. */

function select(text) {
  const range = document.createRange();
  range.selectNodeContents(text);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/* Where it has italics with them, for who pastes into a text, and plain; where the browser refuses, it stands selected. */
async function copy(text, isRich) {
  try {
    const kinds = { "text/plain": text.textContent };
    if (isRich) kinds["text/html"] = text.innerHTML;
    const blobs = Object.entries(kinds).map(([type, value]) => [type, new Blob([value], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    select(text);
    return false;
  }
}

for (const part of document.querySelectorAll("[data-copy]")) {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  for (const text of part.querySelectorAll("[data-copy-text]")) {
    const name = text.dataset.copyText;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button no-print";
    const shown = document.createElement("span");
    shown.className = "copy-words";
    shown.textContent = part.dataset.copy;
    const which = document.createElement("span");
    which.className = "visually-hidden";
    which.textContent = ` ${name}`;
    button.append(shown, which);
    button.addEventListener("click", async () => {
      said.textContent = ""; // so that the same words are told again
      const words = (await copy(text, "copyRich" in part.dataset)) ? part.dataset.copied : part.dataset.selected;
      for (const other of part.querySelectorAll(".copy-words")) other.textContent = part.dataset.copy;
      shown.textContent = words;
      said.textContent = `${name}: ${words}`;
    });
    text.closest("[data-copy-beside]").append(button);
  }
  part.append(said);
}
