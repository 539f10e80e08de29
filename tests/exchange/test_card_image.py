"""The picture beside a link: whatever the title, nothing runs out of its room."""

import io

import pytest
from PIL import Image, ImageChops

from casestudies.exchange.card_image import HEIGHT, WIDTH, draw_card

FACTS = {
    "publication": "Casebook",
    "by": "Ada Writer",
    "line": "Edition 2 · 14 November 2026 · 34 of 36 statements checked",
    "language": "en",
    "is_correction": False,
}
PAPER = (251, 249, 243)
TITLES = {
    "short": "Sora",
    "long": "A case with a title that goes on and on and says it all again " * 8,
    "one word": "Donaudampfschifffahrtsgesellschaftskapitän" * 9,
    "wide word": "W" * 300,
    "no title": "",
    "right to left": "تسريب سورا: عندما فتح المختبرون الباب",
    "markup": '#import "x"; $x$ *b* "quoted" \\u{0} <a> {{ b }} \x00',
}


def drawn(**changes):
    return Image.open(io.BytesIO(draw_card(**(FACTS | changes)))).convert("RGB")


def marks(picture, box):
    """The box, in the picture's own measure, around all that is not paper."""
    part = picture.crop(box)
    found = ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()
    return found and (found[0] + box[0], found[1] + box[1], found[2] + box[0], found[3] + box[1])


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_title_stays_in_its_room(title):
    picture = drawn(title=title)

    assert picture.size == (WIDTH, HEIGHT)
    # Between the two lines, and as far from the sides as these are.
    assert marks(picture, (0, 20, 78, HEIGHT)) is None
    assert marks(picture, (1122, 20, WIDTH, HEIGHT)) is None
    assert marks(picture, (0, 477, WIDTH, 500)) is None
    if title:
        assert marks(picture, (80, 140, 1120, 477)) is not None


def test_names_and_line_that_are_too_long_are_cut():
    picture = drawn(title="A title", by="Ada Writer, " * 40, line="Edition 2 " * 40, publication="Casebook " * 40)

    assert marks(picture, (1122, 20, WIDTH, HEIGHT)) is None


def test_correction_has_its_colour():
    assert drawn(title="A title").getpixel((600, 5)) == (10, 74, 82)
    assert drawn(title="A title", is_correction=True).getpixel((600, 5)) == (163, 99, 0)
