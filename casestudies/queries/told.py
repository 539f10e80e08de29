"""What an endpoint is told of an event of the outbox, and whether it is told at all."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q

from casestudies.enums import TOMBSTONES, Coverage
from casestudies.models import ChangeSubject, ChangeTopic, CoverageSpan, Endpoint, OutboxEvent

Told = tuple[OutboxEvent, dict[str, Any]]


class Teller:
    """Decides for one endpoint, by its partner's coverage as it was at the time of each event, and by its filters."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.partner = endpoint.partner
        self.topics = set(endpoint.topics.values_list("slug", flat=True))

    def told_of(self, events: Sequence[OutboxEvent]) -> list[Told]:
        """The events that it is told, in order, each with its data. A fixed number of queries."""
        wanted = [event for event in events if not self.endpoint.events or event.event in self.endpoint.events]
        public = [event for event in wanted if event.partner_id is None]
        topics, slugs = _topics(public), _slugs(public)
        spans = _spans(self.partner.pk, public)
        told: list[Told] = []
        for event in wanted:
            sequence = event.payload["sequence"]
            if event.partner_id is not None:
                told.append((event, {"uuid": str(event.case_uuid), **event.payload}))
            elif self._covers(event, spans) and self._chooses(event, topics.get(sequence, set())):
                told.append((event, _public(event, slugs.get(sequence, ""))))
        return told

    def _covers(self, event: OutboxEvent, spans: dict[str, list[tuple[int, int | None]]]) -> bool:
        if self.partner.coverage == Coverage.EVERYTHING and not spans:
            return True
        sequence = event.payload["sequence"]
        known = [*spans.get(str(event.case_uuid), []), *spans.get("", [])]
        return any(after < sequence and (until is None or sequence <= until) for after, until in known)

    def _chooses(self, event: OutboxEvent, topics: set[str]) -> bool:
        """What has to be taken down is told whatever topics were chosen; so is what just left one of them."""
        return not self.topics or event.event in TOMBSTONES or bool(self.topics & topics)


def _public(event: OutboxEvent, slug: str) -> dict[str, Any]:
    return {
        "uuid": str(event.case_uuid),
        "slug": slug,
        "edition": event.payload["edition"],
        "edition_digest": event.payload["edition_digest"],
        "sequence": event.payload["sequence"],
        "url": f"{settings.SITE_URL}/api/v1/case-studies/{slug}/",
        "html_url": f"{settings.SITE_URL}/cases/{slug}/",
    }


def _topics(events: list[OutboxEvent]) -> dict[int, set[str]]:
    """The topics that each change touched, by its sequence."""
    found: dict[int, set[str]] = {}
    rows = ChangeTopic.objects.filter(entry__sequence__in=_sequences(events))
    for sequence, slug in rows.values_list("entry__sequence", "slug"):
        found.setdefault(sequence, set()).add(slug)
    return found


def _slugs(events: list[OutboxEvent]) -> dict[int, str]:
    rows = ChangeSubject.objects.filter(entry__sequence__in=_sequences(events))
    return dict(rows.values_list("entry__sequence", "slug"))


def _spans(partner: int, events: list[OutboxEvent]) -> dict[str, list[tuple[int, int | None]]]:
    """The partner's spans of coverage for the events' case studies, by UUID; under "" those that cover everything."""
    touched = Q(case_uuid=None) | Q(case_uuid__in={event.case_uuid for event in events})
    found: dict[str, list[tuple[int, int | None]]] = {}
    rows = CoverageSpan.objects.filter(touched, partner=partner)
    for case_uuid, after, until in rows.values_list("case_uuid", "after_sequence", "until_sequence"):
        found.setdefault(str(case_uuid or ""), []).append((after, until))
    return found


def _sequences(events: list[OutboxEvent]) -> list[int]:
    return [event.payload["sequence"] for event in events]
