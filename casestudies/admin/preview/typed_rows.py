"""What was typed into a case study's form, row by row, read as far as it can be read."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.dateparse import parse_date, parse_time

from casestudies.admin.citation_text import parse_citations
from casestudies.enums import DatePrecision

MOST_ROWS = 2000
Typed = Mapping[str, list[str]]

ROWS = (
    *("sections", "objectives", "questions", "timeline", "figures", "parties"),
    *("classifications", "instruments", "contributions", "references"),
)


class Row:
    """One row of the form: what was typed into it, by field."""

    def __init__(self, typed: Typed, prefix: str) -> None:
        self.typed, self.prefix = typed, prefix

    def text(self, name: str) -> str:
        values = self.typed.get(f"{self.prefix}{name}") or [""]
        return values[-1].replace("\r\n", "\n").replace("\0", "").strip()

    def values(self, name: str) -> list[str]:
        return [value for value in self.typed.get(f"{self.prefix}{name}") or [] if value]

    def number(self, name: str) -> int:
        text = self.text(name)
        return int(text) if text.isdecimal() and len(text) < 10 else 0

    def choice(self, name: str, choices: Any, default: str = "") -> str:
        return self.text(name) if self.text(name) in choices.values else default

    def choices(self, name: str, choices: Any) -> list[str]:
        return [value for value in self.values(name) if value in choices.values]

    def day(self, name: str) -> date | None:
        try:
            return parse_date(self.text(name))
        except ValueError:
            return None

    def when(self) -> dict[str, Any]:
        return {
            "date": self.day("date"),
            "precision": self.choice("precision", DatePrecision, DatePrecision.DAY),
            "time": _time(self.text("time")),
            "zone": self.text("zone"),
            "circa": bool(self.text("circa")),
            "until": self.day("until"),
        }

    def citations(self, name: str) -> list[dict[str, str]]:
        try:
            return parse_citations(self.text(name))
        except ValidationError:
            return []


class Records:
    """The shared records that the typed rows choose, each kind fetched once."""

    def __init__(self, rows: Mapping[str, list[Row]]) -> None:
        self.rows = rows

    def chosen(self, queryset: Any, part: str, *names: str) -> dict[str, Any]:
        wanted = {row.number(name) for row in self.rows[part] for name in names}
        return {str(record.pk): record for record in queryset.filter(pk__in=wanted - {0})}


def rows_of(typed: Typed, part: str, saved: Mapping[str, Model]) -> list[Row]:
    """The rows that are to stay, in their order; a new one into which nothing was typed is none."""
    count = min(Row(typed, "").number(f"{part}-TOTAL_FORMS"), MOST_ROWS)
    rows = [Row(typed, f"{part}-{index}-") for index in range(count)]
    kept = [row for row in rows if not row.text("DELETE") and (row.text("id") in saved or _says_something(row))]
    return sorted(kept, key=lambda row: (row.number("position") == 0, row.number("position")))


def _says_something(row: Row) -> bool:
    free = ("heading", "prose", "title", "prompt", "text", "key", "alt", "caption", "stored", "video_url", "source")
    return any(row.text(name) for name in (*free, "party", "term", "instrument", "person"))


def _time(text: str) -> time | None:
    try:
        return parse_time(text)
    except ValueError:
        return None
