"""What an endpoint is told of an event of the outbox, and whether it is told at all."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from casestudies.enums import REMOVALS, Coverage, PartnerEvent, Scope, TermKind
from casestudies.models import (
    ApiKey,
    ChangeSubject,
    ChangeTopic,
    CoverageSpan,
    Endpoint,
    OutboxEvent,
    Partner,
    PublishedTerm,
)
from casestudies.queries.changes import LEFT_TOPIC, Change

Span = tuple[int, int | None]


class Teller:
    """Decides for one endpoint, by its partner's coverage as it was at the time of each event, and by its filters.

    Filters never keep back what has to be taken down. Of texts under embargo an endpoint hears that is made for it, of
    a partner that has a key for them; that one is to be deleted it hears without the key too.
    """

    def __init__(self, endpoint: Endpoint, now: datetime) -> None:
        self.endpoint = endpoint
        self.partner = endpoint.partner
        self.topics = set(endpoint.topics.values_list("slug", flat=True))
        self.now = now

    def told_of(self, events: Sequence[OutboxEvent]) -> list[Change]:
        """The changes that it is told, in order. A fixed number of queries."""
        chosen = {*self.endpoint.events, *REMOVALS}
        public = [event for event in events if event.partner_id is None]
        topics, slugs, spans = _topics(public), _slugs(public), _spans(self.partner.pk, public)
        releases = self.endpoint.releases and any(_is_of_release(event) for event in events)
        with_key = releases and has_embargo_key(self.partner, self.now)
        elsewhere = self._gained_elsewhere(events)
        told: list[Change] = []
        for event in events:
            change = None
            if event.partner_id is not None:
                if event.case_uuid in elsewhere and event.event == PartnerEvent.COVERAGE_GAINED:
                    continue
                may = with_key or (releases and event.event in REMOVALS) or not _is_of_release(event)
                change = _own(event) if may else None
            elif self._covers(event, spans):
                change = self._seen(event, topics, slugs)
            if change and (not self.endpoint.events or change.event in chosen or change.is_tombstone):
                told.append(change)
        return told

    def _gained_elsewhere(self, events: Sequence[OutboxEvent]) -> set[UUID]:
        """The case studies that came into the coverage and are on none of the chosen topics. One query at most."""
        gained = {event.case_uuid for event in events if event.event == PartnerEvent.COVERAGE_GAINED}
        if not self.topics or not gained:
            return set()
        terms = PublishedTerm.objects.filter(kind=TermKind.TOPIC, key__in=self.topics, state__uuid__in=gained)
        return gained - set(terms.values_list("state__uuid", flat=True))

    def _covers(self, event: OutboxEvent, spans: dict[str, list[Span]]) -> bool:
        if self.partner.coverage == Coverage.EVERYTHING and not spans:
            return True
        sequence = event.payload["sequence"]
        known = [*spans.get(str(event.case_uuid), []), *spans.get("", [])]
        return any(after < sequence and (until is None or sequence <= until) for after, until in known)

    def _seen(self, event: OutboxEvent, topics: dict[int, dict[str, bool]], slugs: dict[int, str]) -> Change | None:
        """The change as it looks through the chosen topics; None where it does not show."""
        sequence = event.payload["sequence"]
        carried = topics.get(sequence, {})
        is_removal = event.event in REMOVALS
        is_left = False
        if self.topics and not is_removal:
            touched = self.topics & carried.keys()
            if not touched:
                return None
            is_left = all(carried[slug] for slug in touched)
        return Change(
            sequence=sequence,
            number=0,
            event=LEFT_TOPIC if is_left else event.event,
            case_uuid=event.case_uuid,
            slug=slugs.get(sequence, ""),
            edition=event.payload["edition"],
            edition_digest=event.payload["edition_digest"],
            at=event.created_at,
            is_tombstone=is_left or is_removal,
        )


def has_embargo_key(partner: Partner, now: datetime) -> bool:
    """Whether a partner has a key that reads texts under embargo. One query."""
    keys = ApiKey.objects.filter(Q(revoked_at=None) | Q(revoked_at__gt=now), partner=partner, is_sandbox=False)
    keys = keys.filter(Q(expires_at=None) | Q(expires_at__gt=now))
    return any(Scope.EMBARGO in scopes for scopes in keys.values_list("scopes", flat=True))


def _is_of_release(event: OutboxEvent) -> bool:
    return event.event.startswith("release.")


def _own(event: OutboxEvent) -> Change:
    told: dict[str, Any] = event.payload
    return Change(
        sequence=told["sequence"],
        number=told["number"],
        event=event.event,
        case_uuid=event.case_uuid,
        slug=told.get("slug", ""),
        edition=told.get("edition"),
        edition_digest=told.get("edition_digest", ""),
        at=event.created_at,
        is_tombstone=event.event in REMOVALS,
        data=told,
    )


def _topics(events: list[OutboxEvent]) -> dict[int, dict[str, bool]]:
    """The topics that each change touched, by its sequence; true for those that it left."""
    found: dict[int, dict[str, bool]] = {}
    rows = ChangeTopic.objects.filter(entry__sequence__in=_sequences(events))
    for sequence, slug, is_left in rows.values_list("entry__sequence", "slug", "is_left"):
        found.setdefault(sequence, {})[slug] = is_left
    return found


def _slugs(events: list[OutboxEvent]) -> dict[int, str]:
    rows = ChangeSubject.objects.filter(entry__sequence__in=_sequences(events))
    return dict(rows.values_list("entry__sequence", "slug"))


def _spans(partner: int, events: list[OutboxEvent]) -> dict[str, list[Span]]:
    """The partner's spans of coverage for the events' case studies, by UUID; under "" those that cover everything."""
    touched = Q(case_uuid=None) | Q(case_uuid__in={event.case_uuid for event in events})
    found: dict[str, list[Span]] = {}
    rows = CoverageSpan.objects.filter(touched, partner=partner)
    for case_uuid, after, until in rows.values_list("case_uuid", "after_sequence", "until_sequence"):
        found.setdefault(str(case_uuid or ""), []).append((after, until))
    return found


def _sequences(events: Iterable[OutboxEvent]) -> list[int]:
    return [event.payload["sequence"] for event in events]
