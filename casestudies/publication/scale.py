"""Places a case's dated events on one straight axis, with years or months marked along it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casestudies.publication.when import MONTHS, is_uncertain, span

MOST_LABELS = 7
EDGE = 8  # per cent
SHORTEST = 14  # days; below this an axis shows nothing that the list does not


@dataclass(frozen=True)
class Mark:
    """Where an event lies, in per cent of the axis; an uncertain one has a width."""

    at: str
    width: str
    uncertain: bool


@dataclass(frozen=True)
class Label:
    """A year or month along the axis; `edge` is `first` or `last` where its words would run out of the page."""

    at: str
    words: str
    edge: str


@dataclass(frozen=True)
class Scale:
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


def scale(whens: Iterable[Mapping[str, Any] | None]) -> Scale | None:
    """None when there are too few days or events for an axis to say anything."""
    dated = [(when, days) for when in whens if when and (days := span(when))]
    if len(dated) < 3:
        return None
    first = min(days[0] for _, days in dated)
    last = max(days[1] for _, days in dated)
    length = (last - first).days
    if length < SHORTEST:
        return None

    def at(day: date) -> float:
        return 100 * (day - first).days / length

    marks = tuple(
        Mark(
            at=_percent(at(start)),
            width=_percent(max(at(end) - at(start), 1.2)) if is_uncertain(when) or end > start else "0%",
            uncertain=is_uncertain(when),
        )
        for when, (start, end) in dated
    )
    labels = tuple(Label(at=_percent(at(day)), words=words, edge=_edge(at(day))) for day, words in _labels(first, last))
    return Scale(marks=marks, labels=labels)


def _labels(first: date, last: date) -> list[tuple[date, str]]:
    years = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    if len(years) >= 2:
        return [(day, str(day.year)) for day in years[:: -(-len(years) // MOST_LABELS)]]
    months = [
        day
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= (day := date(year, month, 1)) <= last
    ]
    step = -(-len(months) // 4) or 1
    return [(day, f"{MONTHS[day.month][:3]} {day.year}") for day in months[::step]]


def _edge(at: float) -> str:
    return "first" if at < EDGE else "last" if at > 100 - EDGE else ""


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
