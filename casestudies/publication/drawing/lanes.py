"""Finds room: for intervals in lanes beside one another, for labels along a line."""

from collections.abc import Sequence

Interval = tuple[float, float]


def pack(intervals: Sequence[Interval], gap: float) -> list[int]:
    """The lane of each, in the order given: the first in which it stands a gap apart from all before it."""
    return [lane for lane, _ in pack_either([[interval] for interval in intervals], gap)]


def pack_either(choices: Sequence[Sequence[Interval]], gap: float) -> list[tuple[int, int]]:
    """The same of things that may stand at one of several places: the lane, and which place it is."""
    lanes: list[list[Interval]] = []
    found = []
    for places in choices:
        lane, place = min((_first_free(lanes, interval, gap), place) for place, interval in enumerate(places))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(places[place])
        found.append((lane, place))
    return found


def _first_free(lanes: Sequence[Sequence[Interval]], interval: Interval, gap: float) -> int:
    start, end = interval
    free = (
        index
        for index, lane in enumerate(lanes)
        if all(end + gap <= left or right + gap <= start for left, right in lane)
    )
    return next(free, len(lanes))


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Where things of such heights begin, each as near to its wanted middle as the others let it be.

    In the order given, none over another, none above `top`; none below `bottom` if their heights fit.
    """
    places: list[float] = []
    free = top
    for middle, height in zip(wanted, heights, strict=True):
        places.append(max(free, middle - height / 2))
        free = places[-1] + height
    limit = max(bottom, top + sum(heights))
    for index in reversed(range(len(places))):
        places[index] = min(places[index], limit - heights[index])
        limit = places[index]
    return places
