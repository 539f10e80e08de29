"""Webhook endpoints and their deliveries: what is due, and what the desk is shown."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from casestudies.enums import DeliveryState
from casestudies.models import Delivery, Endpoint, EndpointSecret, OutboxEvent, Partner


def endpoints_of(partner: Partner) -> QuerySet[Endpoint]:
    """A partner's endpoints, without those it deleted."""
    rows = Endpoint.objects.filter(partner=partner, deleted_at=None).prefetch_related("topics", "secrets")
    return rows.order_by("created_at", "pk")


def receiving() -> QuerySet[Endpoint]:
    """The endpoints to which anything is sent at all."""
    return Endpoint.objects.filter(is_active=True, deleted_at=None, partner__is_active=True)


def failing() -> QuerySet[Endpoint]:
    """Those that took nothing at the last try, the longest first, each with its partner."""
    return receiving().filter(failures__gt=0).select_related("partner").order_by("failing_since", "pk")


def free(now: datetime) -> Q:
    """Nobody holds the endpoint."""
    return Q(locked_until=None) | Q(locked_until__lte=now)


def due_endpoints(now: datetime) -> QuerySet[Endpoint]:
    """Those to which something can be sent now: the failing ones last, of others first who was served longest ago."""
    waiting = Delivery.objects.filter(endpoint=OuterRef("pk"), state=DeliveryState.WAITING, next_attempt_at__lte=now)
    resting = Q(retry_at__gt=now)
    rows = receiving().filter(free(now), Exists(waiting)).exclude(resting)
    return rows.order_by("failures", F("locked_until").asc(nulls_first=True), "pk")


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


def endpoint_of(partner: Partner, uuid: UUID) -> Endpoint | None:
    return endpoints_of(partner).filter(uuid=uuid).first()


def waiting_counts(endpoints: list[Endpoint]) -> dict[int, int]:
    """How many deliveries wait for each endpoint. One query."""
    rows = Delivery.objects.filter(endpoint__in=endpoints, state=DeliveryState.WAITING).order_by()
    return dict(rows.values_list("endpoint").annotate(Count("pk")))
