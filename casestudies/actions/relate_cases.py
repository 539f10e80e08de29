"""Keep what the pages of case studies name as related: looked for again after every public change of either."""

from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.db.models import Max

from casestudies.actions.lock_row import lock
from casestudies.enums import PublicStatus
from casestudies.models import ChangeLogEntry, PublicState, RelatedCase, RelationMark
from casestudies.queries.related import Relation, candidates, relations

LONGEST_ROUND = timedelta(seconds=3)
# After a bulk load the last of it is looked at; the others are when they next change.
MOST_BEHIND = 1_000


def relate_cases(now: datetime) -> int:
    """Follow the change log from where the last round ended; returns how many entries were followed.

    Not to be called inside a transaction. Several processes may do so at once, and a round that was killed is begun
    again: what they write is the same. Each page changes in a transaction of its own, with its counter.
    """
    mark, _ = RelationMark.objects.get_or_create(pk=1)
    last = ChangeLogEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
    began, sequence = monotonic(), max(mark.sequence, last - MOST_BEHIND)
    todo = ChangeLogEntry.objects.filter(sequence__gt=sequence).order_by("sequence")
    done: set[object] = set()
    followed = 0
    for at, case_uuid in todo.values_list("sequence", "case_uuid"):
        if case_uuid not in done:
            relate(PublicState.objects.get(uuid=case_uuid))
            done.add(case_uuid)
        sequence = at
        followed += 1
        if monotonic() - began > LONGEST_ROUND.total_seconds():
            break
    if sequence != mark.sequence:
        RelationMark.objects.filter(pk=1, sequence=mark.sequence).update(sequence=sequence)
    return followed


def relate(state: PublicState) -> None:
    """Look for the relations of a case study that changed, and of those that name it or may have to."""
    found = candidates(state) if state.status == PublicStatus.LIVE else {}
    naming = RelatedCase.objects.filter(other=state).values_list("state_id", flat=True)
    for other in sorted({*found, *naming}):
        neighbour = PublicState.objects.get(pk=other)
        _write(neighbour, relations(neighbour, candidates(neighbour)))
    _write(state, relations(state, found))


def _write(state: PublicState, found: list[Relation]) -> None:
    with transaction.atomic():
        locked = lock(PublicState.objects.all()).get(pk=state.pk)
        rows = [
            RelatedCase(
                state=locked,
                other_id=one.other,
                position=position,
                slug=one.slug,
                title=one.title,
                reasons=list(one.reasons),
            )
            for position, one in enumerate(found, start=1)
        ]
        standing = RelatedCase.objects.filter(state=locked).order_by("position")
        if [_facts(row) for row in standing] == [_facts(row) for row in rows]:
            return
        standing.delete()
        RelatedCase.objects.bulk_create(rows)
        locked.touch()
        locked.save(update_fields=["counter", "touched_at"])


def _facts(row: RelatedCase) -> tuple[object, ...]:
    return row.other_id, row.slug, row.title, row.reasons
