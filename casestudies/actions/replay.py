"""Send again what was sent before, or given up: one delivery, or all of a stretch of time.

What a partner was told of a case study that has left its coverage, or of an offer that was cancelled, is not sent
again; what told it to take a text down is. Decision 0032 says why.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from casestudies.actions.lock_row import lock
from casestudies.enums import DeliveryState
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, ApiKey, Delivery, Endpoint
from casestudies.permissions import can_manage_endpoint
from casestudies.queries.told_again import may_be_told_again, settled

OUTSIDE = (
    "This case study is outside the partner’s coverage now, or the offer of its text was cancelled: what was told of "
    "it is not sent again."
)


@dataclass(frozen=True)
class Replayed:
    """How many are sent again, and how many are not: those that wait anyway, those that the partner may not have."""

    sent: int
    waiting: int = 0
    outside_coverage: int = 0


def replay(delivery: Delivery, *, by: Account | ApiKey, now: datetime) -> Delivery:
    """Have one delivery sent again, with the same `webhook-id`. Raises NotAllowed, WrongStage."""
    with transaction.atomic():
        endpoint = _sending(delivery.endpoint, by)
        rows = Delivery.objects.filter(pk=delivery.pk)
        row = lock(rows).first()
        if row is None:
            raise WrongStage("This delivery is no longer kept.")
        if row.state == DeliveryState.WAITING:
            raise WrongStage("This delivery waits to be sent already.")
        if not may_be_told_again(rows, endpoint.partner, now).exists():
            raise WrongStage(OUTSIDE)
        _again(rows, now)
        row.refresh_from_db()
        row.endpoint = endpoint
        return row


def replay_range(
    endpoint: Endpoint, *, since: datetime, until: datetime, by: Account | ApiKey, now: datetime
) -> Replayed:
    """Have every event of an endpoint from `since` to before `until` sent again, in order; says what is left out.

    Raises NotAllowed, WrongStage, NotReady with the place `until`.
    """
    check_stretch(since, until)
    with transaction.atomic():
        partner = _sending(endpoint, by).partner
        rows = Delivery.objects.filter(endpoint=endpoint, created_at__gte=since, created_at__lt=until)
        known = settled(rows)
        waiting, count = rows.count(), known.count()
        sent = _again(may_be_told_again(known, partner, now), now)
        return Replayed(sent, waiting=waiting - count, outside_coverage=count - sent)


def check_stretch(since: datetime, until: datetime) -> None:
    """Raises NotReady with the place `until`."""
    if until <= since:
        raise NotReady([Problem("The end has to lie after the beginning.", "until")])


def _sending(endpoint: Endpoint, by: Account | ApiKey) -> Endpoint:
    rows = lock(Endpoint.objects.select_related("partner"))
    row = rows.filter(pk=endpoint.pk, deleted_at=None).first()
    if row is None:
        raise WrongStage("This endpoint was deleted.")
    if not can_manage_endpoint(by, row):
        raise NotAllowed("You may not have this partner’s deliveries sent again.")
    if not row.is_active:
        raise WrongStage("The endpoint is switched off. Switch it on first.")
    return row


def _again(rows: QuerySet[Delivery], now: datetime) -> int:
    return rows.update(state=DeliveryState.WAITING, attempts=0, next_attempt_at=now, done_at=None)
