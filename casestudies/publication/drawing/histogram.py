"""How many there are of something in each stretch of time: columns for wide pages, bars for narrow ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.dates import MONTHS

from casestudies.publication.drawing.shapes import Bar, Drawing, Group, Line, Shape, Words
from casestudies.publication.drawing.words import width_of
from casestudies.publication.when import month_in_words, short_month

# Months that a column may stand for, the finest first.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)
# Parts that hold any stretch of the calendar's 9999 years, wherever it begins.
FEWEST = 10
SIZE = 13.0
WIDE, TALL = 1080.0, 344.0
WIDE_MOST, TALL_MOST = 36, 16
HIGHEST = 180.0
HEAD, FOOT = 20.0, 24.0
ROW, BARS_AT, COUNT_ROOM = 28.0, 122.0, 60.0


@dataclass(frozen=True)
class Bucket:
    """From one month to another, both counted as year × 12 + month − 1, and how many lie there."""

    first: int
    last: int
    count: int

    @property
    def words(self) -> str:
        """`2024`, `2020–2021`, `March 2024`, `January–March 2024`."""
        (year, month), (last_year, last_month) = divmod(self.first, 12), divmod(self.last, 12)
        if (month, last_month) == (0, 11):
            return f"{year}" if year == last_year else f"{year}–{last_year}"
        if year != last_year:
            return f"{month_in_words(year, month + 1)}–{month_in_words(last_year, last_month + 1)}"
        if month == last_month:
            return month_in_words(year, month + 1)
        return f"{MONTHS[month + 1]}–{month_in_words(year, last_month + 1)}"

    @property
    def short_words(self) -> str:
        """The same in as few characters as can be told apart beside their neighbours."""
        year, month = divmod(self.first, 12)
        whole_years = month == 0 and self.last % 12 == 11
        return f"{year}" if whole_years else short_month(year, month + 1)


def buckets(months: Sequence[tuple[int, int]], first: int, last: int, most: int) -> list[Bucket]:
    """The stretch from one month to another in equal parts, at most so many; `months` with their counts.

    `most` is FEWEST or more.
    """
    step = next(step for step in STEPS if step == STEPS[-1] or last // step - first // step < most)
    counts: dict[int, int] = {}
    for month, count in months:
        if first <= month <= last:
            counts[month // step] = counts.get(month // step, 0) + count
    parts = range(first // step, last // step + 1)
    return [Bucket(max(12, part * step), part * step + step - 1, counts.get(part, 0)) for part in parts]


def draw_wide(parts: Sequence[Bucket], names: Sequence[str], address: Callable[[Bucket], str]) -> Drawing:
    """Columns on a line of time; each that is not empty is a link named `names[…]`."""
    height = HEAD + HIGHEST + FOOT
    pitch = WIDE / len(parts)
    most = max(part.count for part in parts) or 1
    floor = HEAD + HIGHEST
    shapes: list[Shape] = [Line(0, floor, WIDE, floor, "picture-axis")]
    free_below = free_above = 0.0
    for index, (part, name) in enumerate(zip(parts, names, strict=True)):
        left, middle = index * pitch, (index + 0.5) * pitch
        label = _label(part, parts)
        room = width_of(label, SIZE)
        at = max(1.0, min(middle - room / 2, WIDE - 1 - room))
        if label and at >= free_below:
            shapes.append(Words(at, height - 6, label, SIZE, "picture-scale"))
            free_below = at + room + 12
        if not part.count:
            continue
        tall = max(3.0, HIGHEST * part.count / most)
        width = min(pitch * 0.8, 64.0)
        inner: list[Shape] = [
            Bar(left, HEAD, pitch, HIGHEST, "picture-hit"),
            Bar(middle - width / 2, floor - tall, width, tall, "picture-bar"),
        ]
        count = f"{part.count}"
        room = width_of(count, SIZE)
        at = max(1.0, min(middle - room / 2, WIDE - 1 - room))
        if at >= free_above:
            inner.append(Words(at, floor - tall - 5, count, SIZE))
            free_above = at + room + 4
        shapes.append(Group(inner, name=name, href=address(part)))
    return Drawing(WIDE, height, shapes)


def _label(part: Bucket, parts: Sequence[Bucket]) -> str:
    """What stands below a column: over several years the year alone, where it begins."""
    if parts[-1].last // 12 - parts[0].first // 12 < 2:
        return part.short_words
    year, month = divmod(part.first, 12)
    return f"{year}" if month == 0 else ""


def draw_tall(parts: Sequence[Bucket], names: Sequence[str], address: Callable[[Bucket], str]) -> Drawing:
    """A row for each part, the earliest on top."""
    most = max(part.count for part in parts) or 1
    shapes: list[Shape] = [Line(BARS_AT - 4, 0, BARS_AT - 4, len(parts) * ROW, "picture-axis")]
    for index, (part, name) in enumerate(zip(parts, names, strict=True)):
        top = index * ROW
        words = part.words if width_of(part.words, SIZE) < BARS_AT - 12 else part.short_words
        label = Words(2, top + 19, words, SIZE, "picture-scale")
        if not part.count:
            shapes.append(label)
            continue
        long = max(3.0, (TALL - BARS_AT - COUNT_ROOM) * part.count / most)
        inner: list[Shape] = [
            Bar(0, top, TALL, ROW, "picture-hit"),
            label,
            Bar(BARS_AT, top + 6, long, ROW - 12, "picture-bar"),
            Words(BARS_AT + long + 6, top + 19, f"{part.count}", SIZE),
        ]
        shapes.append(Group(inner, name=name, href=address(part)))
    return Drawing(TALL, len(parts) * ROW, shapes)
