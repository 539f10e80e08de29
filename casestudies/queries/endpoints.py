"""Webhook endpoints and their deliveries: what is due, and what a partner or the desk is shown."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from casestudies.enums import DeliveryState, PublicStatus, TermKind
from casestudies.models import Delivery, Endpoint, EndpointSecret, OutboxEvent, Partner, PublishedTerm, Topic


def endpoints_of(partner: Partner) -> QuerySet[Endpoint]:
    """A partner's endpoints, without those it deleted."""
    rows = Endpoint.objects.filter(partner=partner, deleted_at=None).prefetch_related("topics", "secrets")
    return rows.order_by("created_at", "pk")


def receiving() -> QuerySet[Endpoint]:
    """The endpoints to which anything is sent at all."""
    return Endpoint.objects.filter(is_active=True, deleted_at=None, partner__is_active=True)


def free(now: datetime) -> Q:
    """Nobody holds the endpoint."""
    return Q(locked_until=None) | Q(locked_until__lte=now)


def due_endpoints(now: datetime) -> QuerySet[Endpoint]:
    """Those to which something can be sent now, the failing ones last."""
    waiting = Delivery.objects.filter(endpoint=OuterRef("pk"), state=DeliveryState.WAITING, next_attempt_at__lte=now)
    resting = Q(retry_at__gt=now)
    return receiving().filter(free(now), Exists(waiting)).exclude(resting).order_by("failures", "pk")


def next_delivery(endpoint: int, now: datetime) -> Delivery | None:
    """What is to be sent to an endpoint next: a test, else the oldest that no earlier one of its case study holds up.

    What was tried less often goes first, so that one event that is refused does not stand in the way of all others.
    """
    waiting = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING)
    waiting = waiting.filter(endpoint__partner__is_active=True).select_related("endpoint")
    due = waiting.filter(next_attempt_at__lte=now)
    earlier = waiting.filter(case_uuid=OuterRef("case_uuid"), pk__lt=OuterRef("pk"))
    tests, events = due.filter(case_uuid=None), due.exclude(Exists(earlier))
    return tests.order_by("pk").first() or events.order_by("attempts", "pk").first()


def sealed_secrets(endpoint: int, now: datetime) -> list[str]:
    """The secrets that sign now, sealed, the newest first."""
    holding = Q(expires_at=None) | Q(expires_at__gt=now)
    return list(EndpointSecret.objects.filter(holding, endpoint=endpoint).values_list("sealed", flat=True))


def behind_the_outbox() -> list[int]:
    """The keys of endpoints for which the outbox has events that were not looked at. Two queries."""
    newest = newest_event()
    return list(receiving().filter(told__lt=newest).values_list("pk", flat=True)) if newest else []


def newest_event() -> int:
    """The key of the newest outbox event, 0 where there is none."""
    return OutboxEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def deliveries_of(partner: Partner) -> QuerySet[Delivery]:
    """What a partner's endpoints were told or will be, the newest first, each with its endpoint."""
    rows = Delivery.objects.filter(endpoint__partner=partner, endpoint__deleted_at=None)
    return rows.select_related("endpoint").order_by("-pk")


def delivery_of(partner: Partner, uuid: UUID) -> Delivery | None:
    return deliveries_of(partner).prefetch_related("log").filter(uuid=uuid).first()


def endpoint_of(partner: Partner, uuid: UUID) -> Endpoint | None:
    return endpoints_of(partner).filter(uuid=uuid).first()


def waiting_counts(endpoints: list[Endpoint]) -> dict[int, int]:
    """How many deliveries wait for each endpoint. One query."""
    rows = Delivery.objects.filter(endpoint__in=endpoints, state=DeliveryState.WAITING).order_by()
    return dict(rows.values_list("endpoint").annotate(Count("pk")))


def page_of_deliveries(
    partner: Partner,
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
    rows = deliveries_of(partner)
    if endpoint is not None:
        rows = rows.filter(endpoint__uuid=endpoint)
    if event:
        rows = rows.filter(event=event)
    if state:
        rows = rows.filter(state=state)
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    if until is not None:
        rows = rows.filter(created_at__lt=until)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit


def published_topics(slugs: Collection[str]) -> dict[str, Topic]:
    """Those of the topics, by slug, that a live case study carries: nobody learns here of others. One query."""
    carried = PublishedTerm.objects.filter(kind=TermKind.TOPIC, state__status=PublicStatus.LIVE, key__in=slugs)
    return {topic.slug: topic for topic in Topic.objects.filter(slug__in=carried.values("key"))}
