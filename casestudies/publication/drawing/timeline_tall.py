"""A timeline that runs down the page, for a phone: ticks before the line, every event's words after it."""

from collections.abc import Sequence

from casestudies.publication.drawing.lanes import pack, spread
from casestudies.publication.drawing.marks import Item, Stretch, stretch
from casestudies.publication.drawing.shapes import Bar, Dot, Drawing, Group, Line, Shape, Words
from casestudies.publication.drawing.time_axis import TimeAxis
from casestudies.publication.drawing.words import width_of, wrap

WIDTH = 344.0
SIZE, LEADING = 13.0, 17.0
LINE_AT = 94.0  # where the axis stands; the ticks' words end before it
BARS = 40.0  # the room of the stretches after the axis
PITCH = 10.0
WORDS_AT = 160.0
EDGE = 12.0
SHORTEST = 200.0
FEW = 30  # events that may take two lines each
POINT = 5.0


def height_for(items: Sequence[Item]) -> float:
    """How long the axis has to be for all the words to stand beside it."""
    return max(SHORTEST, sum(_heights(items)))


def draw_tall(items: Sequence[Item], axis: TimeAxis) -> Drawing:
    """The picture; `axis` is at least as long as `height_for` says."""
    placed = [(item, stretch(item.moment, axis, EDGE)) for item in items]
    placed.sort(key=lambda each: each[1].middle)  # so that no line from a mark to its words crosses another
    ordered, places = [item for item, _ in placed], [where for _, where in placed]
    heights = _heights(ordered)
    height = axis.length + 2 * EDGE
    tops = spread([where.middle for where in places], heights, EDGE, height - EDGE)
    lanes = _lanes(places)
    pitch = min(PITCH, BARS / (max(lanes, default=0) + 1))
    shapes: list[Shape] = list(_ticks(axis, height))
    shapes += [
        Line(_end(where, lane, pitch), where.middle, WORDS_AT - 5, top + LEADING / 2 + 2, "picture-lead")
        for where, top, lane in zip(places, tops, lanes, strict=True)
    ]
    for item, where, top, lane in zip(ordered, places, tops, lanes, strict=True):
        words = [
            Words(WORDS_AT, top + 14 + index * LEADING, line, SIZE)
            for index, line in enumerate(_lines(item, _most(ordered)))
        ]
        shapes.append(Group([_mark(where, lane, pitch), *words], name=item.name, href=item.href))
    return Drawing(WIDTH, height, shapes)


def _most(items: Sequence[Item]) -> int:
    return 2 if len(items) <= FEW else 1


def _lines(item: Item, most: int) -> list[str]:
    return wrap(item.label, WIDTH - WORDS_AT - 1, SIZE, most=most)


def _heights(items: Sequence[Item]) -> list[float]:
    return [max(1, len(_lines(item, _most(items)))) * LEADING + 6 for item in items]


def _lanes(places: Sequence[Stretch]) -> list[int]:
    """Points stand on the axis; stretches in lanes beside it."""
    stretches = [(where.start, where.end) for where in places if not where.is_point]
    found = iter(pack(stretches, 1.0))
    return [0 if where.is_point else next(found) for where in places]


def _end(where: Stretch, lane: int, pitch: float) -> float:
    return LINE_AT + POINT if where.is_point else LINE_AT + 8 + (lane + 1) * pitch - 2


def _mark(where: Stretch, lane: int, pitch: float) -> Shape:
    if where.is_point:
        return Dot(LINE_AT, where.start, POINT, "picture-vague" if where.is_vague else "picture-point")
    css = "picture-vague" if where.is_vague else "picture-span"
    left = LINE_AT + 8 + lane * pitch
    return Bar(left, where.start, max(pitch - 2, 0.5), where.end - where.start, css, hatched=where.is_vague)


def _ticks(axis: TimeAxis, height: float) -> list[Shape]:
    shapes: list[Shape] = [Line(LINE_AT, 0, LINE_AT, height, "picture-axis")]
    free = 0.0
    for place, label in axis.ticks(max(2, int(height // 70))):
        y = max(SIZE, min(EDGE + place + 5, height - 5))
        shapes.append(Line(LINE_AT - 8, EDGE + place, LINE_AT, EDGE + place, "picture-axis"))
        if y - SIZE >= free and width_of(label, SIZE) <= LINE_AT - 12:
            shapes.append(Words(LINE_AT - 12, y, label, SIZE, "picture-scale", "end"))
            free = y + 6
    return shapes
