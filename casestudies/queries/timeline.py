"""When what live case studies tell of happened: counts by month, and the rows themselves, narrowed or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from casestudies.enums import TermKind
from casestudies.models import PublicState, PublishedTerm
from casestudies.queries.editions import cards, live, with_term


@dataclass(frozen=True)
class TermInUse:
    """A shared record as live editions carry it, and how many of them do."""

    key: str
    label: str
    count: int


def narrowed(*, topic: str = "", jurisdiction: str = "") -> QuerySet[PublicState]:
    """Live case studies, those of a topic or a place if one is given."""
    states = live()
    if topic:
        states = with_term(states, TermKind.TOPIC, topic)
    return with_term(states, TermKind.JURISDICTION, jurisdiction) if jurisdiction else states


def months_of(states: QuerySet[PublicState]) -> tuple[list[tuple[int, int]], int]:
    """The months (year × 12 + month − 1) that events lie in with their counts, in order; how many have no date.

    One query.
    """
    rows = (
        states.order_by()
        .values(year=ExtractYear("event_date"), month=ExtractMonth("event_date"))
        .annotate(count=Count("pk"))
        .values_list("year", "month", "count")
    )
    found, undated = [], 0
    for year, month, count in rows:
        if year is None:
            undated += count
        else:
            found.append((year * 12 + month - 1, count))
    return sorted(found), undated


def by_event(
    states: QuerySet[PublicState], *, first: date | None, last: date | None, start: int, size: int
) -> Sequence[PublicState]:
    """Rows with their cards by the date of the event, the latest first, what has none at the end. One query.

    `first`, `last`: the days between which it lies; what has no date is left out where one is given.
    """
    if first:
        states = states.filter(event_date__gte=first)
    if last:
        states = states.filter(event_date__lte=last)
    return list(cards(states).order_by(F("event_date").desc(nulls_last=True), "-id")[start : start + size])


def terms_in_use(kind: TermKind) -> list[TermInUse]:
    """Every shared record of a kind that a live edition carries, by name. One query."""
    terms = PublishedTerm.objects.filter(kind=kind, state__in=live()).order_by().values("key")
    rows = terms.annotate(name=Max("label"), count=Count("pk")).order_by("name", "key")
    return [TermInUse(*row) for row in rows.values_list("key", "name", "count")]
