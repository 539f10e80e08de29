"""What both forms of a timeline draw alike: an event's mark on the line, and the event itself as they take it."""

from collections.abc import Sequence
from dataclasses import dataclass

from casestudies.publication.drawing.moments import Moment
from casestudies.publication.drawing.time_axis import TimeAxis

HOURS_MATTER = 3.0  # days; on a longer axis nobody looks for the hour
WIDEST_POINT = 6.0  # units; a stretch that is drawn shorter than that is a point


@dataclass(frozen=True)
class Item:
    """An event to be drawn: where, what it is called beside its mark, what is said of it, its address and number."""

    moment: Moment
    label: str
    name: str
    href: str = ""
    number: int = 0


@dataclass(frozen=True)
class Stretch:
    """Where an item lies on the line, in units, and whether it is a point there."""

    start: float
    end: float
    is_point: bool
    is_vague: bool

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def stretch(moment: Moment, axis: TimeAxis, edge: float) -> Stretch:
    """Where a moment lies on an axis that begins at `edge`; what is too short to be seen is a point in its middle.

    A day that is known is a plain stretch, and a vague one only where hours are told apart.
    """
    start, end = edge + axis.at(moment.first), edge + axis.at(moment.last)
    if end - start < WIDEST_POINT:
        middle = (start + end) / 2
        return Stretch(middle, middle, is_point=True, is_vague=moment.is_about)
    is_plain = moment.is_day and not moment.is_about and axis.last - axis.first > HOURS_MATTER
    return Stretch(start, end, is_point=False, is_vague=moment.is_vague and not is_plain)


def in_order(items: Sequence[Item]) -> list[Item]:
    """By the time, what is known more exactly first."""
    return sorted(items, key=lambda item: (item.moment.first, item.moment.last))


def in_ranges(numbers: Sequence[int]) -> str:
    """`1–3, 7`: numbers in their order, neighbours drawn together."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
