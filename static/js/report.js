/* Offers "Report an error" beside words that a reader selects, with the passage and its section filled in. Without
   this file the link at the end of the page leads to the same form. */

const LONGEST = 1000;
const link = document.querySelector("a[data-report]");
const article = document.querySelector(".article");
const offer = document.createElement("a");
offer.className = "report-offer apparatus";
offer.hidden = true;

function sectionOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest(".section, .part")?.id ?? "";
}

/* The words without the citation markers among them. */
function wordsOf(range) {
  const copy = range.cloneContents();
  for (const extra of copy.querySelectorAll(".cite, .cite-checked, .note, .section-kind")) extra.remove();
  return copy.textContent.replaceAll("\u2060", "").replace(/\s+/g, " ").trim().slice(0, LONGEST);
}

function place(range) {
  const box = range.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  offer.style.insetBlockStart = `${window.scrollY + box.bottom + 8}px`;
  offer.style.left = `${Math.min(Math.max(box.left + window.scrollX, 8), width - offer.offsetWidth - 8)}px`;
}

function look() {
  const selection = document.getSelection();
  const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const within = range && article.contains(range.commonAncestorContainer);
  const quote = within ? wordsOf(range) : "";
  offer.hidden = quote.length < 3;
  if (offer.hidden) return;
  const address = new URL(link.href);
  address.searchParams.set("quote", quote);
  const section = sectionOf(range.startContainer);
  if (section) address.searchParams.set("section", section);
  offer.href = address.href;
  place(range);
}

if (link && article) {
  offer.textContent = link.dataset.words;
  document.body.append(offer);
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 200);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") offer.hidden = true;
  });
}
