"""Lists by keyset: the rows after a position, at the same cost on the first page and on the last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from casestudies.enums import TermKind
from casestudies.queries.editions import live, with_term
from casestudies.queries.surroundings import Surroundings, surround, with_publication


@dataclass(frozen=True)
class Position:
    """The last row of a page: its place in the ordering, newest change first, ties by row."""

    changed_at: datetime
    id: int


@dataclass(frozen=True)
class Stretch:
    """Rows in order, and the position to go on from; None at the end."""

    rows: list[Surroundings]
    end: Position | None


def newest_changes(terms: Mapping[TermKind, str], *, after: Position | None, limit: int) -> Stretch:
    """Up to `limit` live case studies that carry every term, the latest change first. One query, no count."""
    states = live()
    for kind, key in terms.items():
        states = with_term(states, kind, key)
    if after:
        # The first condition is what an index can use; the second breaks ties.
        states = states.filter(changed_at__lte=after.changed_at).filter(
            Q(changed_at__lt=after.changed_at) | Q(id__lt=after.id)
        )
    states = with_publication(states).order_by("-changed_at", "-id")
    rows = [surround(state, state.edition) for state in states[: limit + 1]]
    if len(rows) <= limit:
        return Stretch(rows, None)
    last = rows[limit - 1].state
    return Stretch(rows[:limit], Position(last.changed_at, last.pk))
