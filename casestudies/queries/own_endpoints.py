"""What a key is shown of its partner's webhooks: endpoints, deliveries, and the topics that an endpoint can choose.

An endpoint that is told of texts under embargo, and all that it was told, is there for keys with that scope alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from casestudies.enums import DeliveryState, Scope
from casestudies.models import Delivery, Endpoint, Partner, Topic
from casestudies.queries import endpoints
from casestudies.queries.callers import Caller
from casestudies.queries.reading.vocabulary import Vocabulary, strangers
from casestudies.queries.sandbox.hooks import sample_deliveries, sample_endpoints, sample_topics


def endpoints_for(caller: Caller) -> list[Endpoint]:
    """The oldest first, with topics and secrets."""
    if caller.is_sandbox:
        return [row for row in sample_endpoints() if caller.has(Scope.EMBARGO) or not row.releases]
    return list(_endpoints(caller))


def endpoint_for(caller: Caller, uuid: UUID) -> Endpoint | None:
    if caller.is_sandbox:
        return next((row for row in endpoints_for(caller) if row.uuid == uuid), None)
    return _endpoints(caller).filter(uuid=uuid).first()


def waiting_for(rows: list[Endpoint]) -> Mapping[int, int]:
    """How many deliveries wait for each, by its key. One query, none for samples."""
    if rows and rows[0].pk < 0:
        return Counter(row.endpoint.pk for row in sample_deliveries() if row.state == DeliveryState.WAITING)
    return endpoints.waiting_counts(rows)


def page_of_deliveries(
    caller: Caller,
    *,
    endpoint: UUID | None = None,
    event: str = "",
    state: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    after: int | None = None,
    limit: int,
) -> tuple[list[Delivery], bool]:
    """Deliveries, the newest first, from behind the key `after`, and whether there are more. One query."""
    wanted = {
        "endpoint__uuid": endpoint,
        "event": event,
        "state": state,
        "created_at__gte": since,
        "created_at__lt": until,
        "pk__lt": after,
    }
    given = {name: value for name, value in wanted.items() if value not in (None, "")}
    if caller.is_sandbox:
        found = [row for row in _samples(caller) if all(_fits(row, *one) for one in given.items())]
    else:
        found = list(_deliveries(caller).filter(**given).defer("body")[: limit + 1])
    return found[:limit], len(found) > limit


def delivery_for(caller: Caller, uuid: UUID) -> Delivery | None:
    """With every attempt."""
    if caller.is_sandbox:
        return next((row for row in _samples(caller) if row.uuid == uuid), None)
    return _deliveries(caller).prefetch_related("log").filter(uuid=uuid).first()


def topics_for(caller: Caller, slugs: Collection[str]) -> tuple[dict[str, Topic], list[str]]:
    """Those of the topics, by slug, that can be chosen, and the slugs of which there are none for the caller.

    What is neither was a topic once, and texts carry it. Two queries.
    """
    strange = [name for _, name in strangers(caller, {Vocabulary.TOPIC: slugs})]
    if caller.is_sandbox:
        return {topic.slug: topic for topic in sample_topics() if topic.slug in slugs}, strange
    return {topic.slug: topic for topic in Topic.objects.filter(slug__in=set(slugs) - set(strange))}, strange


def _partner(caller: Caller) -> Partner:
    if caller.partner is None:
        raise ValueError("Nobody without a key has webhooks.")
    return caller.partner


def _endpoints(caller: Caller) -> QuerySet[Endpoint]:
    rows = endpoints.endpoints_of(_partner(caller))
    return rows if caller.has(Scope.EMBARGO) else rows.filter(releases=False)


def _deliveries(caller: Caller) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(endpoint__partner=_partner(caller), endpoint__deleted_at=None)
    rows = rows if caller.has(Scope.EMBARGO) else rows.filter(endpoint__releases=False)
    return rows.select_related("endpoint").order_by("-pk")


def _samples(caller: Caller) -> list[Delivery]:
    return [row for row in sample_deliveries() if caller.has(Scope.EMBARGO) or not row.endpoint.releases]


def _fits(row: Delivery, name: str, value: Any) -> bool:
    match name:
        case "endpoint__uuid":
            return row.endpoint.uuid == value
        case "created_at__gte":
            return row.created_at >= value
        case "created_at__lt":
            return row.created_at < value
        case "pk__lt":
            return row.pk < value
        case _:
            return bool(getattr(row, name) == value)
