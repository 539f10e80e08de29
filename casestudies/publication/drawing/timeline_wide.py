"""A timeline that lies across the page: ticks on top, every event in a lane with its words above its mark."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from casestudies.publication.drawing.lanes import pack_either
from casestudies.publication.drawing.marks import Item, Stretch, in_order, in_ranges, stretch
from casestudies.publication.drawing.shapes import Bar, Dot, Drawing, Group, Line, Shape, Words
from casestudies.publication.drawing.time_axis import TimeAxis
from casestudies.publication.drawing.words import cut, width_of

SIZE = 13.0
EDGE = 8.0  # units left free on both sides, so that a mark at the end is whole
TOP = 30.0  # the ticks' words
TEXT, MARK, GAP = 18.0, 12.0, 9.0  # the heights in a lane: words, mark, and the room to the next
APART = 14.0
# Of the axis: the room for an event's words, and what it is cut to where lanes run out; but never to less than that.
LONGEST, LEAST = (0.43, 0.38, 0.34, 0.31, 0.28, 0.2, 0.15), 165.0
MOST_LANES = 16
POINT = 5.0


def draw_wide(items: Sequence[Item], axis: TimeAxis, *, bare: bool = False) -> tuple[Drawing, bool]:
    """The picture, and whether events bear numbers in place of words, for there are too many to write them.

    `bare`: those too many bear nothing.
    """
    ordered = in_order(items)
    for longest in LONGEST:
        drawing, lanes = _draw([([item], item.label) for item in ordered], axis, max(LEAST, axis.length * longest))
        if lanes <= MOST_LANES:
            return drawing, False
    if bare:
        return _draw([([item], "") for item in ordered], axis, axis.length)[0], False
    merged = [list(group) for _, group in groupby(ordered, key=lambda item: item.moment)]
    numbered = [(group, in_ranges([item.number for item in group])) for group in merged]
    return _draw(numbered, axis, axis.length)[0], True


def _draw(rows: Sequence[tuple[list[Item], str]], axis: TimeAxis, longest: float) -> tuple[Drawing, int]:
    width = axis.length + 2 * EDGE
    text = TEXT if any(label for _, label in rows) else 0.0
    lane_height = text + MARK + GAP
    placed = [_place(group[0], label, axis, width, longest) for group, label in rows]
    found = pack_either([one.choices for one in placed], APART if text else 4.0)
    lanes = max((lane for lane, _ in found), default=0) + 1
    height = TOP + lanes * lane_height
    shapes: list[Shape] = list(_ticks(axis, width, height))
    for (group, _), one, (lane, choice) in zip(rows, placed, found, strict=True):
        top = TOP + lane * lane_height + GAP / 2
        inner: list[Shape] = [_mark(one.where, top + text)]
        if one.words:
            inner.insert(0, replace(one.words[choice], y=top + 13))
        name = group[0].name if len(group) == 1 else "; ".join(item.name for item in group[:12])
        shapes.append(Group(inner, name=name, href=group[0].href if len(group) == 1 else ""))
    return Drawing(width, height, shapes), lanes


@dataclass(frozen=True)
class _Placed:
    """A mark, its words at each place where they may stand, and from where to where both take room then."""

    where: Stretch
    words: list[Words]
    choices: list[tuple[float, float]]


def _place(item: Item, label: str, axis: TimeAxis, width: float, longest: float) -> _Placed:
    """Words begin where their mark begins or, where there is more room so, end where it ends."""
    where = stretch(item.moment, axis, EDGE)
    left = where.start - POINT if where.is_point else where.start
    right = where.end + POINT if where.is_point else where.end
    if not label:
        return _Placed(where, [], [(left, right)])
    text = cut(label, longest, SIZE)
    room = width_of(text, SIZE)
    words = [
        Words(max(1.0, min(left, width - 1 - room)), 0.0, text, SIZE),
        Words(min(width - 1, max(right, 1 + room)), 0.0, text, SIZE, anchor="end"),
    ]
    return _Placed(where, words, [(min(left, one.box.left), max(right, one.box.right)) for one in words])


def _mark(where: Stretch, top: float) -> Shape:
    if where.is_point:
        css = "picture-vague" if where.is_vague else "picture-point"
        return Dot(where.start, top + MARK / 2, POINT, css)
    css = "picture-vague" if where.is_vague else "picture-span"
    return Bar(where.start, top + 1, where.end - where.start, MARK - 2, css, hatched=where.is_vague)


def _ticks(axis: TimeAxis, width: float, height: float) -> list[Shape]:
    shapes: list[Shape] = []
    free = 0.0
    for place, label in axis.ticks(int(width // 85)):
        x = EDGE + place
        shapes.append(Line(x, TOP - 8, x, height, "picture-tick"))
        room = width_of(label, SIZE)
        words = Words(max(1.0, min(x - room / 2, width - 1 - room)), 14.0, label, SIZE, "picture-scale")
        if words.x >= free:
            shapes.append(words)
            free = words.x + room + 10
    shapes.append(Line(0, TOP - 4, width, TOP - 4, "picture-axis"))
    return shapes
