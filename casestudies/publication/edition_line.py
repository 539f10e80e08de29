"""The edition line: which edition a text is, of which day, how much of it was checked. One wording for every door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.enums import EditionKind
from casestudies.publication.when import day_in_words


class Published(Protocol):
    """The facts of an edition that its line tells."""

    number: int
    kind: str
    published_at: datetime
    fact_check: Mapping[str, Any]
    change_note: str


@dataclass(frozen=True)
class EditionLine:
    """`changed_url` leads to what changed since the edition before; empty for a first edition."""

    number: int
    kind: str
    day: date
    statements: int
    checked: int
    note: str = ""
    changed_url: str = ""

    @property
    def day_words(self) -> str:
        return day_in_words(self.day)

    @property
    def checked_words(self) -> str:
        if not self.statements:
            return _("no statements to check")
        words = ngettext(
            "%(checked)s of %(count)s statement checked", "%(checked)s of %(count)s statements checked", self.statements
        )
        return words % {"checked": self.checked, "count": self.statements}

    @property
    def is_correction(self) -> bool:
        return self.kind == EditionKind.CORRECTION

    @property
    def all_checked(self) -> bool:
        return 0 < self.statements <= self.checked

    @property
    def words(self) -> str:
        """The line as plain text: `Edition 2 · 14 November 2026 · 34 of 36 statements checked`."""
        parts = [_("Edition %(number)s") % {"number": self.number}, self.day_words, self.checked_words]
        if self.is_correction:
            parts.insert(1, _("correction"))
        return " · ".join(parts)


def line_of(edition: Published, zone: str, *, changed_url: str = "") -> EditionLine:
    """The line of an edition, its day in the publication's time zone."""
    return EditionLine(
        number=edition.number,
        kind=edition.kind,
        day=local_day(edition.published_at, zone),
        statements=edition.fact_check["statements"],
        checked=edition.fact_check["checked"],
        note=edition.change_note,
        changed_url=changed_url if edition.number > 1 else "",
    )


def local_day(moment: datetime, zone: str) -> date:
    """The day on which it was that moment in the publication's time zone."""
    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return moment.date()
