/* Shows a source beside the sentence it supports: in the margin where there is room, and as a card opened in place.
   Without this file the markers lead to the numbered list at the end of the case. */

const wide = matchMedia("(min-width: 62rem)");
const article = document.querySelector(".article");
const facts = document.querySelector(".case-facts");
const markers = article ? [...article.querySelectorAll(".section a[role='doc-noteref']")] : [];

function sourceOf(marker) {
  return document.getElementById(marker.hash.slice(1));
}

function noteFor(marker, kind, parts = ".source-entry, .source-state") {
  const source = sourceOf(marker);
  const note = document.createElement("aside");
  note.className = `note ${kind}`;
  note.setAttribute("role", "note");
  note.setAttribute("aria-label", `Source ${marker.textContent}`);
  const number = document.createElement("span");
  number.className = "note-number";
  number.textContent = marker.textContent;
  note.append(number);
  for (const part of source.querySelectorAll(parts)) note.append(part.cloneNode(true));
  return note;
}

function blockOf(marker) {
  return marker.closest(".section > *");
}

/* Margin: one note a source and section, at the first marker, pushed down where notes would overlap. What stood
   in the margin further up comes again in its short form, as in a law review's notes, and not at all where it would
   drift from its sentence. */

const GAP = 10;
const DRIFT = 160;
const placed = [];

function makeMarginNotes() {
  const inSection = new Set();
  const inArticle = new Set();
  for (const marker of markers) {
    const where = `${marker.closest(".section").id} ${marker.hash}`;
    if (inSection.has(where) || !sourceOf(marker)) continue;
    inSection.add(where);
    const again = inArticle.has(marker.hash);
    inArticle.add(marker.hash);
    const note = noteFor(marker, "note-margin", again ? ".source-entry" : undefined);
    const short = again ? "again" : "short";
    for (const words of note.querySelectorAll(`[data-${short}]`)) words.textContent = words.dataset[short];
    let block = blockOf(marker);
    while (block.nextElementSibling?.classList.contains("note")) block = block.nextElementSibling;
    block.after(note);
    const light = (on) => () => note.classList.toggle("note-lit", on);
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) {
      marker.addEventListener(event, light(on));
    }
    placed.push({ marker, note, again });
  }
  placeMarginNotes();
}

function placeMarginNotes() {
  for (const { note } of placed) note.hidden = false;
  const top = article.getBoundingClientRect().top;
  const tops = placed.map(({ marker }) => marker.getBoundingClientRect().top - top);
  const heights = placed.map(({ note }) => note.offsetHeight);
  let floor = facts ? facts.offsetTop + facts.offsetHeight + GAP : 0;
  placed.forEach(({ note, again }, index) => {
    const at = Math.max(tops[index] - 4, floor);
    note.hidden = again && at - tops[index] > DRIFT;
    if (note.hidden) return;
    note.style.insetBlockStart = `${at}px`;
    floor = at + heights[index] + GAP;
  });
}

/* In place: a card with all that is known of the source opens below the paragraph. It takes the focus, and gives it
   back when it is closed: by Escape, by its button, by the same marker. One is open at a time. */

const everyMarker = article ? [...article.querySelectorAll("a[role='doc-noteref']")] : [];
const actions = document.getElementById("source-card");
let opened = null;

function openCard(marker) {
  const card = noteFor(marker, "note-in-place", ".source-entry, .source-state, .source-provenance");
  if (actions) {
    card.append(actions.content.cloneNode(true));
    card.querySelector("a[data-list]").setAttribute("href", marker.hash);
    card.querySelector("button").addEventListener("click", () => closeCard(true));
  }
  card.tabIndex = -1;
  const cell = marker.closest(".event-what, td");
  if (cell) cell.append(card);
  else blockOf(marker).after(card);
  marker.setAttribute("aria-expanded", "true");
  opened = { marker, card };
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function closeCard(back) {
  if (!opened) return;
  const { marker, card } = opened;
  opened = null;
  card.remove();
  marker.setAttribute("aria-expanded", "false");
  if (back) marker.focus({ preventScroll: true });
}

function toggleCard(event) {
  const marker = event.currentTarget;
  // To another window or tab it is a link like any other.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !sourceOf(marker)) return;
  event.preventDefault();
  const again = opened?.marker === marker;
  closeCard(again);
  if (!again) openCard(marker);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && opened) closeCard(true);
});

function arrange() {
  closeCard(false);
  for (const note of article.querySelectorAll(".note-margin")) note.remove();
  placed.length = 0;
  if (wide.matches && markers.length) makeMarginNotes();
}

for (const marker of everyMarker) {
  marker.setAttribute("aria-expanded", "false");
  marker.addEventListener("click", toggleCard);
}

if (markers.length) {
  arrange();
  wide.addEventListener("change", arrange);
  new ResizeObserver(() => wide.matches && placeMarginNotes()).observe(article);
}

/* Contents: open where there is room, and showing which part is being read. */

const fold = document.querySelector(".contents-fold");
const roomy = matchMedia("(min-width: 40rem)");
const unfold = () => { fold.open = roomy.matches; };
if (fold) {
  unfold();
  roomy.addEventListener("change", unfold);
}

const entries = [...document.querySelectorAll(".contents a")]
  .map((link) => ({ link, part: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
  .filter(({ part }) => part);
if (entries.length && "IntersectionObserver" in window) {
  const READING_LINE = 0.3; // of the window's height
  const mark = () => {
    const line = innerHeight * READING_LINE;
    const read = entries.findLast(({ part }) => part.getBoundingClientRect().top <= line);
    for (const entry of entries) {
      if (entry === read) entry.link.setAttribute("aria-current", "true");
      else entry.link.removeAttribute("aria-current");
    }
  };
  const crossing = new IntersectionObserver(mark, { rootMargin: `0px 0px -${100 * (1 - READING_LINE)}% 0px` });
  for (const { part } of entries) crossing.observe(part);
}

/* Pictures still to come: told apart from those that are there. */

for (const picture of document.querySelectorAll(".figure img")) {
  if (picture.complete) continue;
  picture.dataset.coming = "";
  for (const event of ["load", "error"]) picture.addEventListener(event, () => delete picture.dataset.coming);
}
