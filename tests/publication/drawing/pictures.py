"""What is wrong with where a picture's shapes stand, and dates of every kind to draw."""

from itertools import combinations

from hypothesis import strategies as st

from casestudies.publication.drawing.shapes import Bar, Dot, Words
from tests.publication.sample_snapshot import when

TITLES = st.text(alphabet="abcdeMW تاب中 -–,…", min_size=1, max_size=60).map(lambda words: words.strip() or "W")


def faults(drawing, *, marks=True):
    """Words over words (or over marks), and shapes that run out of the view box."""
    shapes = list(drawing.flat())
    found = []
    for shape in shapes:
        box = shape.box
        if (
            box.left < -0.01
            or box.top < -0.01
            or box.right > drawing.width + 0.01
            or box.bottom > drawing.height + 0.01
        ):
            found.append(("outside", shape))
    words = [shape for shape in shapes if isinstance(shape, Words)]
    found += [("over", one, other) for one, other in combinations(words, 2) if one.box.overlaps(other.box)]
    if marks:
        drawn = [shape for shape in shapes if isinstance(shape, Bar | Dot)]
        found += [("mark", one, other) for one in words for other in drawn if one.box.overlaps(other.box)]
    return found


@st.composite
def whens(draw, first=1990, last=2025):
    precision = draw(st.sampled_from(["year", "month", "day", "day", "time"]))
    month = 1 if precision == "year" else draw(st.integers(1, 12))
    day = 1 if precision in ("year", "month") else draw(st.integers(1, 28))
    year = draw(st.integers(first, last))
    until = f"{year + draw(st.integers(0, 3))}-12-31" if precision != "time" and draw(st.booleans()) else ""
    clock = {"time": f"{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}", "zone": "Europe/Berlin"}
    more = clock if precision == "time" else {}
    return when(f"{year:04}-{month:02}-{day:02}", precision, circa=draw(st.booleans()), until=until, **more)


def event(date, title="A form appears", precision="day", **more):
    return {"when": when(date, precision, **more) if date else None, "title": title, "text": "", "references": []}
