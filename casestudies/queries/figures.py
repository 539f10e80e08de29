"""Figures of the whole publication: what came out a month, how old the live texts are, how much of them is checked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, IntegerField, Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, TruncMonth

from casestudies.enums import EditionKind, PublicStatus
from casestudies.models import Edition, PublicState
from casestudies.queries.publication import publication

MONTHS = 12
# The upper bounds of the classes of age, in days; older ones are the last class.
AGES = ((183, "under 6 months"), (365, "6 to 12 months"), (730, "1 to 2 years"))
OLDER = "over 2 years"


@dataclass(frozen=True)
class Month:
    """What was published in one month. `first` is its first day."""

    first: date
    initial: int
    update: int
    correction: int

    @property
    def total(self) -> int:
        return self.initial + self.update + self.correction


@dataclass(frozen=True)
class Figures:
    """`ages` is (class, number of live case studies); statements and those checked are of the live editions."""

    months: tuple[Month, ...]
    ages: tuple[tuple[str, int], ...]
    statements: int
    checked: int

    @property
    def live(self) -> int:
        return sum(count for _name, count in self.ages)


def figures(now: datetime) -> Figures:
    """Four queries."""
    zone = ZoneInfo(publication().time_zone)
    months = _months(now.astimezone(zone).date())
    since = datetime(months[0].year, months[0].month, 1, tzinfo=zone)
    rows = (
        Edition.objects.filter(published_at__gte=since)
        .annotate(month=TruncMonth("published_at", tzinfo=zone))
        .values_list("month", "kind")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counted = {(month.date(), kind): count for month, kind, count in rows}
    live = PublicState.objects.filter(status=PublicStatus.LIVE)
    sums = Edition.objects.filter(pk__in=live.values("edition")).aggregate(
        statements=Sum(Cast(KT("fact_check__statements"), IntegerField())),
        checked=Sum(Cast(KT("fact_check__checked"), IntegerField())),
    )
    return Figures(
        months=tuple(Month(first, *(counted.get((first, kind), 0) for kind in EditionKind)) for first in months),
        ages=_ages(now),
        statements=sums["statements"] or 0,
        checked=sums["checked"] or 0,
    )


def _months(today: date) -> list[date]:
    """The first days of the last twelve months, this one last."""
    count = today.year * 12 + today.month - 1
    return [date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(MONTHS - 1, -1, -1)]


def _ages(now: datetime) -> tuple[tuple[str, int], ...]:
    live = PublicState.objects.filter(status=PublicStatus.LIVE)
    newer_than = {
        f"upto_{days}": Count("pk", filter=Q(edition__published_at__gt=now - timedelta(days=days)))
        for days, _name in AGES
    }
    found = live.aggregate(total=Count("pk"), **newer_than)
    classes, before = [], 0
    for days, name in AGES:
        classes.append((name, found[f"upto_{days}"] - before))
        before = found[f"upto_{days}"]
    return (*classes, (OLDER, found["total"] - before))
