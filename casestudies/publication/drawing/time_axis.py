"""A stretch of time on a straight line, and the hours, days, months or years that are written along it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casestudies.publication.drawing.moments import LAST_DAY, Moment
from casestudies.publication.when import short_day, short_month

HOUR = 1 / 24
ONE_DAY = 1.5  # a day, and a little of the next for those who write in another zone
YEAR = 365.25
# Steps between ticks, the finest first: how many of which unit.
STEPS = (
    *(("hour", count) for count in (1, 2, 3, 6, 12)),
    *(("day", count) for count in (1, 2, 7, 14)),
    *(("month", count) for count in (1, 2, 3, 6)),
    *(("year", count) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
LENGTHS = {"hour": HOUR, "day": 1.0, "month": 30.4, "year": YEAR}


@dataclass(frozen=True)
class TimeAxis:
    """Days from `first` to `last`, drawn from 0 to `length`."""

    first: float
    last: float
    length: float

    def at(self, day: float) -> float:
        share = (day - self.first) / (self.last - self.first)
        return min(max(share, 0.0), 1.0) * self.length

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Places and words of the finest ticks of which there are about so many at most."""
        days = self.last - self.first
        for unit, count in STEPS:
            if unit == "hour" and days > ONE_DAY:
                continue  # an hour says nothing without its day
            if days / (LENGTHS[unit] * count) <= most:
                found = [(self.at(day), words) for day, words in _ticks(unit, count, self.first, self.last)]
                if found:
                    return found
        return []


def axis_over(found: list[Moment], length: float, *, least: float = 0.0) -> TimeAxis:
    """From the first moment to the last, and around them where that is less than `least` days."""
    first = min(moment.first for moment in found)
    last = max(moment.last for moment in found)
    if last - first < 1 and least == 0:
        first, last = float(int(first)), float(int(last) + 1)  # the day around hours
    missing = max(least - (last - first), 0)
    first = max(1.0, first - missing / 2)
    return TimeAxis(first, min(max(last + missing / 2, first + HOUR), LAST_DAY + 1), length)


def _ticks(unit: str, count: int, first: float, last: float) -> Iterator[tuple[float, str]]:
    if unit == "hour":
        step = count * HOUR
        index = -int(-first // step)
        while index * step <= last + 1e-9:
            minutes = round(index * step * 24 * 60) % (24 * 60)
            yield index * step, f"{minutes // 60:02}:{minutes % 60:02}"
            index += 1
        return
    for day in _days(unit, count, first, last):
        yield float(day.toordinal()), _words(day, unit)


def _days(unit: str, count: int, first: float, last: float) -> Iterator[date]:
    if unit == "day":
        start = -int(-first // 1)
        yield from (date.fromordinal(day) for day in range(start, min(int(last), int(LAST_DAY)) + 1, count))
        return
    start_day, end_day = date.fromordinal(int(first)), date.fromordinal(min(int(last), int(LAST_DAY)))
    months = count * (12 if unit == "year" else 1)
    index = -(-(start_day.year * 12 + start_day.month - 1) // months) * months
    if start_day.day > 1 and index == start_day.year * 12 + start_day.month - 1:
        index += months
    while index // 12 <= end_day.year:
        if index >= 12 and (day := date(index // 12, index % 12 + 1, 1)) <= end_day:
            yield day
        index += months


def _words(day: date, unit: str) -> str:
    if unit == "year":
        return str(day.year)
    return short_month(day.year, day.month) if unit == "month" else short_day(day)
