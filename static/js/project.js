/* The projector: keys and links change the question in place, and a quiet line counts whole minutes.
   Without this file the links load the next question. */

const slides = [...document.querySelectorAll("[data-slide]")];
const leave = document.querySelector("[data-leave]");
const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
const MINUTE = 60_000;
const spent = slides.map(() => 0);
let at = Math.max(0, slides.findIndex((slide) => !slide.hidden));
let since = performance.now();

function addressOf(index) {
  const address = new URL(location);
  address.searchParams.set("n", index + 1);
  return address;
}

function link(name, index) {
  const anchor = document.querySelector(`[data-${name}]`);
  const there = index >= 0 && index < slides.length;
  anchor.toggleAttribute("href", there);
  anchor.toggleAttribute("aria-disabled", !there);
  if (there) anchor.href = addressOf(index);
  else anchor.setAttribute("aria-disabled", "true");
}

function count() {
  const now = performance.now();
  spent[at] += now - since;
  since = now;
  const line = slides[at].querySelector(".slide-time");
  const words = line.dataset.words.replace("{n}", Math.floor(spent[at] / MINUTE));
  if (line.textContent !== words) line.textContent = words;
}

function go(index) {
  const next = Math.min(Math.max(index, 0), slides.length - 1);
  if (next === at) return;
  count();
  slides[at].hidden = true;
  at = next;
  slides[at].hidden = false;
  count();
  document.querySelector("[data-place]").textContent = at + 1;
  link("previous", at - 1);
  link("next", at + 1);
  history.replaceState(null, "", addressOf(at));
  for (const look of document.querySelectorAll("[data-look]")) {
    const address = new URL(look.href);
    address.searchParams.set("n", at + 1);
    look.href = address;
  }
  document.querySelector("main").focus({ preventScroll: true });
  scrollTo(0, 0);
}

const keys = {
  [forward]: () => go(at + 1),
  [backward]: () => go(at - 1),
  ArrowDown: () => go(at + 1),
  ArrowUp: () => go(at - 1),
  PageDown: () => go(at + 1),
  PageUp: () => go(at - 1),
  " ": () => go(at + 1),
  Home: () => go(0),
  End: () => go(slides.length - 1),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && !document.fullscreenElement) {
    location.assign(leave.href);
    return;
  }
  // What has the focus takes the space bar itself, and a question longer than the screen is scrolled first.
  if (event.key === " " && event.target.closest("a, button")) return;
  if (!slides.length || !(event.key in keys)) return;
  const room = document.documentElement.scrollHeight - innerHeight;
  if (["ArrowDown", "PageDown", " "].includes(event.key) && scrollY < room - 2) return;
  if (["ArrowUp", "PageUp"].includes(event.key) && scrollY > 2) return;
  event.preventDefault();
  keys[event.shiftKey && event.key === " " ? backward : event.key]();
});

for (const [name, by] of [["previous", -1], ["next", 1]]) {
  document.querySelector(`[data-${name}]`)?.addEventListener("click", (event) => {
    event.preventDefault();
    go(at + by);
  });
}

const full = document.querySelector("[data-full]");
if (full && document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });
}

if (slides.length) {
  count();
  setInterval(count, 5_000);
}
