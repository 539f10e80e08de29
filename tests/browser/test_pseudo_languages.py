"""The layout bears other languages: words two fifths longer, and pages that run from right to left."""

import pytest

from tests.public.pages import PAGES, make_site

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# Text that sticks out of the window, of a picture, or of a box that hides what does not fit. What scrolls by itself
# may be longer, and what only a screen reader hears may stand anywhere.
STICKING_OUT = """() => {
  const found = [];
  const say = (why, element) => found.push(`${why}: <${element.localName} class="${element.getAttribute("class")}"> `
    + element.textContent.trim().slice(0, 60));
  const hidden = (element) => element.closest(".visually-hidden, .skip-link, .report-trap, [hidden], [popover]")
    || !element.checkVisibility({ visibilityProperty: true });
  const scrolls = (element) => {
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const width = document.documentElement.clientWidth;
  const whole = document.documentElement.scrollWidth;
  if (whole > width) found.push(`the page is ${whole} wide`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    if (!boxes.length) continue;
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const picture = element.closest("svg");
    if (picture) {
      const frame = picture.getBoundingClientRect();
      if (left < frame.left - 2 || right > frame.right + 2) say("out of its picture", element);
    } else if (!scrolls(element)) {
      if (left < -1 || right > width + 1) say("out of the window", element);
      for (let at = element; at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        if (!["hidden", "clip"].includes(style.overflowX)) continue;
        const frame = at.getBoundingClientRect();
        if (frame.width <= 1) break; // only a screen reader hears it
        if (left < frame.left - 1 || right > frame.right + 1) say("cut off", element);
      }
    }
  }
  return [...new Set(found)].slice(0, 8);
}"""


@pytest.mark.parametrize("language", ["qpl", "qpr"])
def test_nothing_sticks_out_whatever_the_words(page, transactional_db, language):
    make_site(language)  # the article's own apparatus too
    found = {}
    for viewport in (WIDE, PHONE):
        page.set_viewport_size(viewport)
        for address in PAGES:
            page.goto(f"/{language}{address}")
            if out := page.evaluate(STICKING_OUT):
                found[f"{address} at {viewport['width']}"] = out
    assert found == {}
