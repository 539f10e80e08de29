"""The pictures with the fonts of a real machine: no words over others, nothing cut off, on a desk and on a phone."""

import pytest

from casestudies.enums import PartyRole
from casestudies.models import Party
from tests.accessibility import violations
from tests.factories import make_account, make_library, publish_case, when

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]

# Of every picture that is shown: words that run out of it, and words over other words.
FAULTS = """() => {
  const found = [];
  const shown = [...document.querySelectorAll("svg.picture")].filter((each) => each.getClientRects().length);
  for (const picture of shown) {
    const { width, height } = picture.viewBox.baseVal;
    const words = [...picture.querySelectorAll("text")].map((each) => [each.textContent, each.getBBox()]);
    words.forEach(([text, box], index) => {
      const out = box.x < -0.5 || box.y < -0.5 || box.x + box.width > width + 0.5 || box.y + box.height > height + 0.5;
      if (out) found.push(["out", text]);
      for (const [other, its] of words.slice(0, index)) {
        const across = box.x < its.x + its.width && its.x < box.x + box.width;
        if (across && box.y + 2 < its.y + its.height && its.y + 2 < box.y + box.height) found.push([text, other]);
      }
    });
  }
  return [shown.length, found];
}"""


@pytest.fixture
def site(transactional_db):
    make_library()
    by = make_account()
    roles = PartyRole.values
    parties = []
    for number in range(12):
        Party.objects.create(key=f"party-{number}", name=f"The Office of {'very ' * number}long names, No. {number}")
        response = {"state": "declined", "sought_on": "", "responded_on": "", "words": "", "reference": None}
        role = [roles[number % len(roles)]]
        parties.append({"key": f"party-{number}", "roles": role, "involvement": "", "response": response})
    events = [
        {
            "uuid": f"00000000-0000-4000-8000-0000000000{number:02}",
            "when": when(f"20{10 + number // 2}-01-01", ["year", "month", "day"][number % 3]),
            "title": f"WIDE MARKS AND WORDS % {number}: WHAT MMM SAID",
            "text": "",
            "references": [],
        }
        for number in range(18)
    ]
    publish_case(slug="drawn", by=by, timeline=events, parties=parties)
    publish_case(slug="other", by=by, event={"when": when("2021-01-01", "year")})


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_words_in_pictures_stay_apart_and_inside(page, site, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address, pictures in (("/cases/drawn/", 2), ("/timeline/", 1)):
        page.goto(address)
        assert page.evaluate(FAULTS) == [pictures, []]
        assert violations(page, "main .picture-frame") == []
