"""Says a historical date in words and in machine form, as exactly as it is known and no more.

A WHEN is the snapshot's dict: `date` (ISO, first day of the period), `precision` (year, month, day, time),
`time` (HH:MM), `zone` (IANA name), `circa`, `until` (ISO date or empty).
"""

import calendar
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = tuple(calendar.month_name)


def day_in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def in_words(when: Mapping[str, Any] | None) -> str:
    """`about November 2024`, `14 July to 9 November 2023`, `26 November 2024, about 08:30 (New York time)`."""
    first = _date(when)
    if when is None or first is None:
        return ""
    precision, circa = when.get("precision", "day"), bool(when.get("circa"))
    words = _period(first, _date(when, "until"), precision)
    if precision == "time" and when.get("time"):
        about = "about " if circa else ""
        zone = zone_in_words(when.get("zone", ""))
        return f"{words}, {about}{when['time']}" + (f" ({zone})" if zone else "")
    return f"about {words}" if circa else words


def machine(when: Mapping[str, Any] | None) -> str:
    """The value of a `datetime` attribute: a year, month, day or time, never more precise than the record."""
    first = _date(when)
    if when is None or first is None:
        return ""
    precision = when.get("precision", "day")
    if precision == "year":
        return f"{first.year:04d}"
    if precision == "month":
        return f"{first.year:04d}-{first.month:02d}"
    if precision == "time" and when.get("time"):
        return f"{first.isoformat()}T{when['time']}{_offset(first, when['time'], when.get('zone', ''))}"
    return first.isoformat()


def is_uncertain(when: Mapping[str, Any]) -> bool:
    """Whether the day itself is not known for certain."""
    return bool(when.get("circa")) or when.get("precision") in ("year", "month")


def span(when: Mapping[str, Any] | None) -> tuple[date, date] | None:
    """The first and the last day that the record allows."""
    first = _date(when)
    if when is None or first is None:
        return None
    last = _date(when, "until") or first
    precision = when.get("precision", "day")
    if precision == "year":
        last = date(last.year, 12, 31)
    elif precision == "month":
        last = date(last.year, last.month, calendar.monthrange(last.year, last.month)[1])
    return first, max(first, last)


def zone_in_words(zone: str) -> str:
    if not zone:
        return ""
    if zone.upper() in ("UTC", "ETC/UTC", "GMT", "ETC/GMT"):
        return "UTC"
    return f"{zone.rsplit('/', 1)[-1].replace('_', ' ')} time"


def _period(first: date, until: date | None, precision: str) -> str:
    if precision == "year":
        last = until and until.year > first.year and f"{until.year}"
        return f"{first.year} to {last}" if last else f"{first.year}"
    if precision == "month":
        if until and (until.year, until.month) > (first.year, first.month):
            start = MONTHS[first.month] + (f" {first.year}" if first.year != until.year else "")
            return f"{start} to {MONTHS[until.month]} {until.year}"
        return f"{MONTHS[first.month]} {first.year}"
    if until and until > first:
        start = f"{first.day}"
        if (first.year, first.month) != (until.year, until.month):
            start += f" {MONTHS[first.month]}"
        if first.year != until.year:
            start += f" {first.year}"
        return f"{start} to {day_in_words(until)}"
    return day_in_words(first)


def _date(when: Mapping[str, Any] | None, member: str = "date") -> date | None:
    try:
        return date.fromisoformat((when or {}).get(member) or "")
    except ValueError:
        return None


def _offset(day: date, time: str, zone: str) -> str:
    try:
        moment = datetime.fromisoformat(f"{day.isoformat()}T{time}").replace(tzinfo=ZoneInfo(zone or "UTC"))
    except (ValueError, ZoneInfoNotFoundError):
        return ""
    return moment.isoformat()[-6:] if zone else ""
