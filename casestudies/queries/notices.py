"""The site's ledger of corrections, withdrawals and reinstatements, as the public record has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value

from casestudies.enums import NoticeKind
from casestudies.models import Correction, Edition, PublicState, Redaction, Withdrawal
from casestudies.queries.editions import with_titles

PAGE_SIZE = 30
CORRECTION = "correction"


@dataclass(frozen=True)
class Notice:
    """One public notice. `kind` is `correction` or a `NoticeKind`.

    `title` and `language` are "" where no text is there to be read. `is_comparable`: the edition has one before it,
    and neither was removed for a legal reason.
    """

    kind: str
    uuid: str
    at: datetime
    words: str
    number: int
    slug: str
    title: str
    language: str
    counter: int
    is_comparable: bool

    @property
    def is_correction(self) -> bool:
        return self.kind == CORRECTION

    @property
    def is_withdrawal(self) -> bool:
        return self.kind == NoticeKind.WITHDRAWN


@dataclass(frozen=True)
class LedgerPage:
    """A page of the ledger, newest first, and how many notices there are in all."""

    rows: Sequence[Notice]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))


def ledger(number: int) -> LedgerPage:
    """Page `number` of the ledger. Five queries at most, however many notices there are."""
    corrections = _keys(Correction.objects.all(), Value(CORRECTION, CharField()))
    everything = corrections.union(_keys(Withdrawal.objects.all(), F("kind")), all=True)
    start = (number - 1) * PAGE_SIZE
    keys = list(everything.order_by("-made_at", "what", "-id")[start : start + PAGE_SIZE])
    found = {
        CORRECTION: _by_key(Correction.objects.all(), [pk for pk, what, _ in keys if what == CORRECTION]),
        "": _by_key(Withdrawal.objects.all(), [pk for pk, what, _ in keys if what != CORRECTION]),
    }
    rows = [found[CORRECTION if what == CORRECTION else ""][pk] for pk, what, _ in keys]
    states = _states({row.edition.case_study_id for row in rows})
    shown = [
        _notice(row, what, states[row.edition.case_study_id]) for row, (_, what, _) in zip(rows, keys, strict=True)
    ]
    return LedgerPage(rows=shown, total=everything.count(), number=number)


def _keys(rows: QuerySet, what: Value | F) -> QuerySet:
    return rows.order_by().annotate(what=what).values_list("id", "what", "made_at")


def _by_key(rows: QuerySet, keys: list[int]) -> dict[int, Correction | Withdrawal]:
    """With their editions, and whether that and the one before can be compared."""
    if not keys:
        return {}
    removed = Redaction.objects.filter(
        edition__case_study=OuterRef("edition__case_study"),
        edition__number__in=[OuterRef("edition__number"), OuterRef("edition__number") - 1],
    )
    return rows.filter(pk__in=keys).select_related("edition").annotate(is_removed=Exists(removed)).in_bulk()


def _states(case_studies: set[int]) -> dict[int, PublicState]:
    states = PublicState.objects.filter(case_study__in=case_studies).select_related("edition")
    removed = Redaction.objects.filter(edition=OuterRef("edition"))
    rows = with_titles(states.annotate(is_redacted=Exists(removed)), "edition__")
    return {state.case_study_id: state for state in rows}


def _notice(row: Correction | Withdrawal, what: str, state: PublicState) -> Notice:
    edition: Edition = row.edition
    is_redacted = getattr(state, "is_redacted", False)
    rendering = None if is_redacted else getattr(state.edition, "rendering", None)
    return Notice(
        kind=what,
        uuid=str(row.uuid),
        at=row.made_at,
        words=row.note if isinstance(row, Correction) else row.reason,
        number=edition.number,
        slug=state.slug,
        title=rendering.card["title"] if rendering else "",
        language=rendering.card["language"] if rendering else "",
        counter=state.counter,
        is_comparable=edition.number > 1 and not getattr(row, "is_removed", False),
    )
