"""The address of the timeline: which years, topic and place it asks for, read from a request and written again."""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from casestudies.public.languages import local

BASE = "/timeline/"
MONTH = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)
LONGEST = 200


@dataclass(frozen=True)
class TimelineAddress:
    """`first` and `last` are months (year × 12 + month − 1); `refused` what was meant as a year and is none."""

    first: int | None = None
    last: int | None = None
    topic: str = ""
    jurisdiction: str = ""
    refused: str = ""

    @property
    def fields(self) -> dict[str, str]:
        fields = {
            "from": month_words(self.first, at=0) if self.first is not None else "",
            "to": month_words(self.last, at=11) if self.last is not None else "",
            "topic": self.topic,
            "jurisdiction": self.jurisdiction,
        }
        return {name: value for name, value in fields.items() if value}

    @property
    def first_day(self) -> date | None:
        return None if self.first is None else date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def last_day(self) -> date | None:
        if self.last is None:
            return None
        year, month = self.last // 12, self.last % 12 + 1
        return date(year, month, monthrange(year, month)[1])

    def url(self, page: int = 1) -> str:
        members = self.fields | ({"page": str(page)} if page > 1 else {})
        return local(f"{BASE}?{urlencode(members)}" if members else BASE)

    def between(self, first: int | None, last: int | None) -> "TimelineAddress":
        return replace(self, first=first, last=last)

    def of_what_is_there(self, topics: Collection[str], places: Collection[str]) -> "TimelineAddress":
        """Without a topic or place that no live edition carries."""
        return replace(
            self,
            topic=self.topic if self.topic in topics else "",
            jurisdiction=self.jurisdiction if self.jurisdiction in places else "",
        )


def read_address(request: HttpRequest) -> TimelineAddress:
    """What the request asks for; years in the wrong order are put right, what is no year is named in `refused`."""
    given = {name: request.GET.get(name, "").strip()[:LONGEST] for name in ("from", "to", "topic", "jurisdiction")}
    first, last = _month(given["from"], at=0), _month(given["to"], at=11)
    if first is not None and last is not None and first > last:
        first, last = _month(given["to"], at=0), _month(given["from"], at=11)
    asked = [(given["from"], first), (given["to"], last)]
    refused = next((words for words, month in asked if words and month is None), "")
    return TimelineAddress(first, last, given["topic"], given["jurisdiction"], refused)


def month_words(month: int, *, at: int) -> str:
    """`2024` where the month is the one (from 0) that the year stands for, else `2024-03`."""
    year, rest = divmod(month, 12)
    return f"{year:04}" if rest == at else f"{year:04}-{rest + 1:02}"


def _month(words: str, *, at: int) -> int | None:
    found = MONTH.fullmatch(words)
    if not found or found.group(1) == "0000":
        return None
    return int(found.group(1)) * 12 + (int(found.group(2)) - 1 if found.group(2) else at)
