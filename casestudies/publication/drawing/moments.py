"""Where a recorded date lies in time, as far as the record knows it: days since the year 1, with fractions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from casestudies.publication.when import is_uncertain, span

LAST_DAY = float(date.max.toordinal())


@dataclass(frozen=True)
class Moment:
    """From `first` to `last`. `is_vague`: somewhere in between, nobody knows where; `is_about`: roughly so.

    `is_day`: a single day is what is known.
    """

    first: float
    last: float
    is_vague: bool
    is_about: bool
    is_day: bool = False


def moment(when: Mapping[str, Any] | None, *, in_utc: bool = False) -> Moment | None:
    """None where there is no date. `in_utc`: times of day are moved there from the zone they are recorded in."""
    days = span(when)
    if when is None or days is None:
        return None
    first, last = float(days[0].toordinal()), float(days[1].toordinal()) + 1
    about = bool(when.get("circa"))
    if when.get("precision") == "time" and (clock := _clock(days[0], when, in_utc=in_utc)) is not None:
        return Moment(clock, clock, is_vague=False, is_about=about)
    is_period = bool(when.get("until")) and not is_uncertain(when)
    return Moment(first, last, is_vague=not is_period, is_about=about, is_day=last - first == 1)


def moments(whens: Iterable[Mapping[str, Any] | None]) -> list[Moment | None]:
    """Of all events of a case: by the clock on the wall if they share one, else in UTC."""
    rows = list(whens)
    zones = {when.get("zone", "") for when in rows if when and when.get("precision") == "time"}
    return [moment(when, in_utc=len(zones) > 1) for when in rows]


def _clock(day: date, when: Mapping[str, Any], *, in_utc: bool) -> float | None:
    try:
        clock = time.fromisoformat(when.get("time") or "")
        moment = datetime.combine(day, clock, ZoneInfo(when.get("zone") or "UTC"))
        offset = (moment.utcoffset() if in_utc else None) or timedelta()
    except (ValueError, ZoneInfoNotFoundError, OverflowError):
        return None
    return day.toordinal() + (timedelta(hours=clock.hour, minutes=clock.minute) - offset) / timedelta(days=1)
