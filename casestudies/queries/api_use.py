"""How much a partner's keys asked for, by day and by key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from casestudies.models import ApiKey, ApiUsage, Partner

DAYS = 30


@dataclass(frozen=True)
class UseOfDay:
    """What was asked on one day (UTC), by all keys together. `errors` are a part of `requests`."""

    day: date
    requests: int = 0
    errors: int = 0
    bytes: int = 0


def use_by_day(partner: Partner, today: date, days: int = DAYS) -> list[UseOfDay]:
    """Each of the last days, today included, whether or not anything was asked. Two queries."""
    first = today - timedelta(days=days - 1)
    rows = use_of(partner).filter(day__range=(first, today)).order_by().values("day")
    sums = rows.annotate(all=Sum("requests"), wrong=Sum("errors"), size=Sum("bytes"))
    found = {row["day"]: UseOfDay(row["day"], row["all"], row["wrong"], row["size"]) for row in sums}
    return [found.get(day, UseOfDay(day)) for day in _days(first, days)]


def use_by_key(partner: Partner, today: date, days: int = DAYS) -> list[tuple[ApiKey, UseOfDay]]:
    """What each key that asked anything asked for in the last days, the busiest first. Two queries."""
    first = today - timedelta(days=days - 1)
    keys = {key.key_id: key for key in ApiKey.objects.filter(partner=partner)}
    rows = ApiUsage.objects.filter(key_id__in=list(keys), day__range=(first, today)).order_by().values("key_id")
    sums = rows.annotate(all=Sum("requests"), wrong=Sum("errors"), size=Sum("bytes")).order_by("-all", "key_id")
    return [(keys[row["key_id"]], UseOfDay(first, row["all"], row["wrong"], row["size"])) for row in sums]


def use_of(partner: Partner) -> QuerySet[ApiUsage]:
    """The rows of all keys that the partner has or had, the latest day first."""
    keys = ApiKey.objects.filter(partner=partner).values_list("key_id", flat=True)
    return ApiUsage.objects.filter(key_id__in=list(keys)).order_by("-day", "key_id")


def _days(first: date, days: int) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range(days))
