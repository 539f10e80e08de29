"""Send again what was sent before, or given up: one delivery, or all of a stretch of time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from casestudies.actions.lock_row import lock
from casestudies.enums import DeliveryState
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, ApiKey, Delivery, Endpoint
from casestudies.permissions import can_manage_endpoints


def replay(delivery: Delivery, *, by: Account | ApiKey, now: datetime) -> Delivery:
    """Have one delivery sent again, with the same `webhook-id`. Raises NotAllowed, WrongStage."""
    with transaction.atomic():
        endpoint = _sending(delivery.endpoint, by)
        row = lock(Delivery.objects.all()).filter(pk=delivery.pk).first()
        if row is None:
            raise WrongStage("This delivery is no longer kept.")
        if row.state == DeliveryState.WAITING:
            raise WrongStage("This delivery waits to be sent already.")
        _again(Delivery.objects.filter(pk=row.pk), now)
        row.refresh_from_db()
        row.endpoint = endpoint
        return row


def replay_range(endpoint: Endpoint, *, since: datetime, until: datetime, by: Account | ApiKey, now: datetime) -> int:
    """Have every event of an endpoint from `since` to before `until` sent again, in order; returns how many.

    What still waits is not counted. Raises NotAllowed, WrongStage, NotReady with the place `until`.
    """
    if until <= since:
        raise NotReady([Problem("The end has to lie after the beginning.", "until")])
    with transaction.atomic():
        _sending(endpoint, by)
        rows = Delivery.objects.filter(endpoint=endpoint, created_at__gte=since, created_at__lt=until)
        return _again(rows.exclude(state=DeliveryState.WAITING), now)


def _sending(endpoint: Endpoint, by: Account | ApiKey) -> Endpoint:
    rows = lock(Endpoint.objects.select_related("partner"))
    row = rows.filter(pk=endpoint.pk, deleted_at=None).first()
    if row is None:
        raise WrongStage("This endpoint was deleted.")
    if not can_manage_endpoints(by, row.partner):
        raise NotAllowed("You may not have this partner’s deliveries sent again.")
    if not row.is_active:
        raise WrongStage("The endpoint is switched off. Switch it on first.")
    return row


def _again(rows: QuerySet[Delivery], now: datetime) -> int:
    return rows.update(state=DeliveryState.WAITING, attempts=0, next_attempt_at=now, done_at=None)
