/* Puts a button beside each formatted citation that copies it. Without this file the lines are selected and copied. */

const part = document.querySelector("[data-cite-copy]");

function select(line) {
  const range = document.createRange();
  range.selectNodeContents(line);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/* With its italics, for who pastes into a text, and plain; where the browser refuses, the line stands selected. */
async function copy(line) {
  try {
    const kinds = { "text/html": line.innerHTML, "text/plain": line.textContent };
    const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return part.dataset.copied;
  } catch {
    select(line);
    return part.dataset.selected;
  }
}

if (part) {
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  for (const line of part.querySelectorAll("[data-cite-text]")) {
    const style = line.parentElement.previousElementSibling;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite-copy no-print";
    button.textContent = part.dataset.copy;
    button.setAttribute("aria-label", `${part.dataset.copy}: ${style.textContent}`);
    button.addEventListener("click", async () => {
      const words = await copy(line);
      for (const other of part.querySelectorAll(".cite-copy")) other.textContent = part.dataset.copy;
      button.textContent = words;
      said.textContent = `${style.textContent}: ${words}`;
    });
    line.parentElement.append(button);
  }
  part.append(said);
}
