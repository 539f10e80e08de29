"""Dates as parameters: a year, a month, a day, or a moment with its time zone; the beginning of it counts."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

_YEAR = r"(?:19|20|21)\d\d"
_LEAP = r"(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)"
    rf"|02-(?:0[1-9]|1\d|2[0-8]))|{_LEAP}-02-29)"
)
_TIME = r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+\-](?:0\d|1[0-4]):[0-5]\d)"
DAY = rf"(?:{_DAY}|{_YEAR}-{_MONTH}|{_YEAR})".replace(r"\d", "[0-9]")
MOMENT = rf"(?:{_DAY}{_TIME}|{DAY})".replace(r"\d", "[0-9]")


@dataclass(frozen=True)
class Day:
    """A date; `2024` is its first day."""

    description: str
    example: str = "2024"

    def read(self, text: str) -> date:
        if not re.fullmatch(DAY, text):
            raise ValueError("a date such as 2024, 2024-11 or 2024-11-26, from 1900 to 2199")
        return _first_day(text)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{DAY}$"}


@dataclass(frozen=True)
class Moment:
    """A moment; a date is its beginning in UTC."""

    description: str
    example: str = "2026-11-14T09:30:00Z"

    def read(self, text: str) -> datetime:
        if not re.fullmatch(MOMENT, text):
            raise ValueError(
                "a date such as 2026-11-14, or a time with its zone such as 2026-11-14T09:30:00Z (a + is written %2B)"
            )
        if "T" in text:
            return datetime.fromisoformat(text)
        day = _first_day(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{MOMENT}$"}


def _first_day(text: str) -> date:
    year, month, day = (int(part) for part in (text + "-01-01")[:10].split("-"))
    return date(year, month, day)
