"""What feeds carry: the latest live case studies, and the latest that went, so that a copy elsewhere can go too."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from casestudies.enums import PublicStatus, TermKind
from casestudies.models import PublicState
from casestudies.queries.editions import cards, live, with_term


@dataclass(frozen=True)
class Gone:
    """A case study that was withdrawn, or whose text was removed: then without a reason and without an address."""

    uuid: UUID
    slug: str
    at: datetime
    reason: str


def latest_with(count: int, kind: TermKind | None = None, key: str = "") -> list[PublicState]:
    """The latest changed live case studies, of those that carry the term if one is given. One query."""
    states = live() if kind is None else with_term(live(), kind, key)
    return list(cards(states)[:count])


def latest_gone(count: int, kind: TermKind | None = None, key: str = "") -> list[Gone]:
    """The latest case studies that the public could read and cannot now, by the term they last carried. One query."""
    withdrawn = Q(status=PublicStatus.WITHDRAWN)
    states = PublicState.objects.filter(withdrawn | Q(edition__redaction__isnull=False))
    if kind is not None:
        states = with_term(states, kind, key)
    return [_gone(state) for state in states.only("uuid", "slug", "status", "changed_at", "withdrawal")[:count]]


def term_label(kind: TermKind, key: str) -> str | None:
    """A term's name as live editions carry it, else as one that was withdrawn does: its feed has to say so. One query.

    None where no edition that can be read has it.
    """
    states = PublicState.objects.filter(
        edition__redaction__isnull=True, edition__rendering__isnull=False, terms__kind=kind, terms__key=key
    )
    # “live” comes before “withdrawn”.
    return states.order_by("status", "-changed_at").values_list("terms__label", flat=True).first()


def _gone(state: PublicState) -> Gone:
    notice = state.withdrawal or {}
    at = datetime.fromisoformat(notice["at"]) if notice else state.changed_at
    return Gone(state.uuid, state.slug if notice else "", at, notice.get("reason", ""))
