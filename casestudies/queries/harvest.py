"""Every case study that was ever public, oldest change first, as harvesters take them: the live and the deleted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from casestudies.enums import PublicStatus, TermKind
from casestudies.models import PublicState, PublishedTerm
from casestudies.queries.editions import live, with_term
from casestudies.queries.surroundings import Surroundings, surround, with_publication


@dataclass(frozen=True)
class Selection:
    """Changed at or after `since`, before `before`; of one topic if one is named."""

    since: datetime | None = None
    before: datetime | None = None
    topic: str = ""


@dataclass(frozen=True)
class Position:
    """The last row of a page: its place in the ordering, ties by row."""

    changed_at: datetime
    id: int


@dataclass(frozen=True)
class Harvest:
    """Rows in the order of their change, and the position to go on from; None at the end."""

    rows: list[Surroundings]
    end: Position | None


def harvest(selection: Selection, *, after: Position | None, limit: int) -> Harvest:
    """Up to `limit` case studies. One query, two with their topics.

    What changes meanwhile moves to the end, where a harvester meets it again: nothing is missed.
    """
    states = _selected(selection)
    if after:
        # The first condition is what an index can use; the second breaks ties.
        states = states.filter(changed_at__gte=after.changed_at).filter(
            Q(changed_at__gt=after.changed_at) | Q(id__gt=after.id)
        )
    ordered = with_publication(states).order_by("changed_at", "id")
    rows = [surround(state, state.edition) for state in ordered[: limit + 1]]
    if len(rows) <= limit:
        return Harvest(rows, None)
    last = rows[limit - 1].state
    return Harvest(rows[:limit], Position(last.changed_at, last.pk))


def how_many(selection: Selection) -> int:
    """How many there are in all. One query."""
    return _selected(selection).count()


def one_record(uuid: UUID) -> Surroundings | None:
    """One case study by its identifier. One query."""
    state = with_publication(PublicState.objects.filter(uuid=uuid)).first()
    return surround(state, state.edition) if state else None


def first_change() -> datetime | None:
    """The moment before which nothing was public. One query."""
    return PublicState.objects.aggregate(first=Min("first_published_at"))["first"]


def topics_of_records() -> list[tuple[str, str]]:
    """Slug and name of every topic that a live edition carries, by name. One query."""
    terms = PublishedTerm.objects.filter(kind=TermKind.TOPIC, state__in=live()).values("key")
    return list(terms.annotate(name=Max("label")).order_by("name", "key").values_list("key", "name"))


def is_deleted(page: Surroundings) -> bool:
    """Whether the public can read nothing of it any more."""
    return page.state.status != PublicStatus.LIVE or page.is_redacted or page.rendering is None


def _selected(selection: Selection) -> QuerySet[PublicState]:
    states = PublicState.objects.all()
    if selection.topic:
        states = with_term(states, TermKind.TOPIC, selection.topic)
    if selection.since:
        states = states.filter(changed_at__gte=selection.since)
    if selection.before:
        states = states.filter(changed_at__lt=selection.before)
    return states
