"""Says a historical date in words and in machine form, as exactly as it is known and no more.

A WHEN is the snapshot's dict: `date` (ISO, first day of the period), `precision` (year, month, day, time),
`time` (HH:MM), `zone` (IANA name), `circa`, `until` (ISO date or empty).
"""

import calendar
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

SHORT_MONTHS = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)


def day_in_words(day: date) -> str:
    names = {"day": _day_number(day), "month": MONTHS[day.month], "year": day.year}
    return _("%(day)s %(month)s %(year)s") % names


def month_in_words(year: int, month: int) -> str:
    return _("%(month)s %(year)s") % {"month": MONTHS[month], "year": year}


def short_month(year: int, month: int) -> str:
    """`Nov 2026`"""
    return _("%(month)s %(year)s") % {"month": SHORT_MONTHS[month - 1], "year": year}


def short_day(day: date) -> str:
    """`14 Nov 2026`"""
    names = {"day": _day_number(day), "month": SHORT_MONTHS[day.month - 1], "year": day.year}
    return _("%(day)s %(month)s %(year)s") % names


def in_words(when: Mapping[str, Any] | None) -> str:
    """`about November 2024`, `14 July to 9 November 2023`, `26 November 2024, about 08:30 (New York time)`."""
    first = _date(when)
    if when is None or first is None:
        return ""
    precision, circa = when.get("precision", "day"), bool(when.get("circa"))
    words = _period(first, _date(when, "until"), precision)
    if precision == "time" and when.get("time"):
        sentence = _("%(day)s, about %(time)s") if circa else _("%(day)s, %(time)s")
        zone = zone_in_words(when.get("zone", ""))
        return sentence % {"day": words, "time": when["time"]} + (f" ({zone})" if zone else "")
    if not circa:
        return words
    about = pgettext("a day", "about %(when)s") if precision == "day" else pgettext("a month", "about %(when)s")
    return about % {"when": words}


def at_its_date(when: Mapping[str, Any] | None, title: str) -> str:
    """`14 November 2026: The form appears`"""
    return _("%(when)s: %(title)s") % {"when": in_words(when), "title": title}


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
    return _("%(place)s time") % {"place": zone.rsplit("/", 1)[-1].replace("_", " ")}


def _period(first: date, until: date | None, precision: str) -> str:
    if precision == "year":
        if until and until.year > first.year:
            return pgettext("years", "%(first)s to %(last)s") % {"first": first.year, "last": until.year}
        return f"{first.year}"
    if precision == "month":
        last = month_in_words(until.year, until.month) if until else ""
        if until and (until.year, until.month) > (first.year, first.month):
            is_whole = first.year != until.year
            start = month_in_words(first.year, first.month) if is_whole else str(MONTHS[first.month])
            return pgettext("months", "%(first)s to %(last)s") % {"first": start, "last": last}
        return month_in_words(first.year, first.month)
    if until and until > first:
        return pgettext("days", "%(first)s to %(last)s") % {
            "first": _first_day(first, until),
            "last": day_in_words(until),
        }
    return day_in_words(first)


def _first_day(first: date, until: date) -> str:
    """As much of the first day as the last one does not say."""
    if first.year != until.year:
        return day_in_words(first)
    if first.month != until.month:
        return _("%(day)s %(month)s") % {"day": _day_number(first), "month": MONTHS[first.month]}
    return _day_number(first)


def _day_number(day: date) -> str:
    return pgettext("first of a month", "1") if day.day == 1 else str(day.day)


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
