"""Send webhooks: one endpoint at a time is held under a lease, and told what is due, in order.

Nothing is sent inside a transaction. A lease outlasts the longest attempt, and is taken anew right before each: who
deleted or switched off an endpoint knows that no attempt begins after that. A worker that was killed leaves its lease
behind; when that has expired, another sends again what was not noted as delivered.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction

from casestudies.actions.lock_row import lock
from casestudies.actions.tend_endpoints import tell_of_trouble
from casestudies.enums import GONE, GONE_FOR_GOOD, DeliveryState, EndpointTrouble, WebhookEvent, fault
from casestudies.models import Delivery, DeliveryAttempt, Endpoint
from casestudies.queries.endpoints import free, next_delivery, sealed_secrets
from casestudies.sealing import CannotUnseal, unseal
from casestudies.webhooks.addresses import check_address
from casestudies.webhooks.http import Answer, FetchFailed, Limits, fetch
from casestudies.webhooks.retries import MOST_ATTEMPTS, asked_to_wait, pause
from casestudies.webhooks.signing import signed_headers

logger = logging.getLogger(__name__)

ATTEMPT_SECONDS = 20.0
LEASE = timedelta(seconds=60)
LONGEST_ROUND = timedelta(minutes=1)
ANSWER_KEPT = 2_000  # bytes
PURPOSE = "webhook secret"


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt. `status` is None where no answer came; `error` is empty where it was taken."""

    status: int | None
    latency_ms: int
    headers: dict[str, str]
    answer: str = ""
    error: str = ""
    wait: timedelta = timedelta()


def deliver_to(endpoint: int, now: datetime, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send one endpoint what is due, until nothing is, an attempt fails, a minute has passed or `go_on` says no;
    returns how many were taken. Does nothing where somebody else holds the endpoint.
    """
    began, taken = monotonic(), 0
    moment, lease = now, None
    while moment - now < LONGEST_ROUND and go_on():
        started = monotonic()
        longer = _hold(endpoint, lease, moment)
        if longer is None:
            break
        lease = longer
        delivery = next_delivery(endpoint, moment)
        if delivery is None:
            break
        outcome = _attempt(delivery, moment, started + ATTEMPT_SECONDS)
        moment = now + timedelta(seconds=monotonic() - began)
        goes_on = _note(delivery, outcome, moment)
        taken += not outcome.error
        if not goes_on:
            break
    if lease is not None:
        # Free from now on, and behind those that were served longer ago.
        Endpoint.objects.filter(pk=endpoint, locked_until=lease).update(locked_until=now)
    return taken


def _hold(endpoint: int, lease: datetime | None, now: datetime) -> datetime | None:
    """Take the endpoint, or keep it; None where it is not to be had: held, resting, off, deleted."""
    longer = now + LEASE
    # Columns of its own alone: PostgreSQL looks at those again when it waited for another worker's update.
    rows = Endpoint.objects.filter(pk=endpoint, is_active=True, deleted_at=None)
    rows = rows.filter(locked_until=lease) if lease else rows.filter(free(now)).exclude(retry_at__gt=now)
    return longer if rows.update(locked_until=longer) else None


def _attempt(delivery: Delivery, now: datetime, deadline: float) -> Outcome:
    """One request, over at `deadline` whatever happens."""
    try:
        texts = [unseal(sealed, PURPOSE).decode() for sealed in sealed_secrets(delivery.endpoint_id, now)]
    except CannotUnseal as error:
        return Outcome(None, 0, {}, error=f"Not sent: the secret cannot be read. {error}")
    if not texts:
        return Outcome(None, 0, {}, error="Not sent: the endpoint has no secret. Give it a new one.")
    headers = signed_headers(delivery.uuid, delivery.body, texts, now)
    began = monotonic()
    limits = Limits(read=ATTEMPT_SECONDS, total=deadline - began, size=ANSWER_KEPT)
    try:
        answer = fetch(
            check_address(delivery.endpoint.url),
            method="POST",
            headers=headers,
            body=delivery.body.encode(),
            limits=limits,
            cut=True,
            follow=False,
        )
    except FetchFailed as error:
        return Outcome(None, _passed(began), headers, error=str(error)[:500])
    wait = asked_to_wait(answer.headers.get("retry-after", ""), now)
    return Outcome(answer.status, _passed(began), headers, _text(answer), fault(answer.status), wait)


def _passed(began: float) -> int:
    return round((monotonic() - began) * 1000)


def _text(answer: Answer) -> str:
    """As much of the answer as is kept, as both databases hold it."""
    return answer.body.decode("utf-8", "replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _note(delivery: Delivery, outcome: Outcome, now: datetime) -> bool:
    """Write down what came of an attempt; whether to go on. Says no where the endpoint is gone."""
    with transaction.atomic():
        endpoint = lock(Endpoint.objects.select_related("partner")).filter(pk=delivery.endpoint_id).first()
        row = lock(Delivery.objects.all()).filter(pk=delivery.pk).first()
        if endpoint is None or row is None:
            return False
        DeliveryAttempt.objects.create(
            delivery=row,
            at=now,
            status=outcome.status,
            latency_ms=outcome.latency_ms,
            request_headers=outcome.headers,
            answer=outcome.answer,
            error=outcome.error,
        )
        if outcome.error and endpoint.url != delivery.endpoint.url:
            return endpoint.is_active  # the address was changed meanwhile: what failed says nothing of the new one
        row.attempts += 1
        if not outcome.error:
            _settle(row, DeliveryState.DELIVERED, now)
            endpoint.failures, endpoint.failing_since, endpoint.warned_at, endpoint.retry_at = 0, None, None, None
        elif row.event == WebhookEvent.TEST:
            _settle(row, DeliveryState.GIVEN_UP, now)
        elif outcome.status != GONE:
            _put_off(endpoint, row, outcome, now)
        if outcome.status == GONE and endpoint.deleted_at is None:
            endpoint.is_active, endpoint.disabled_at, endpoint.retry_at = False, now, None
            endpoint.disabled_reason = GONE_FOR_GOOD
            tell_of_trouble(endpoint, EndpointTrouble.GONE, now=now)
        row.save(update_fields=["state", "attempts", "next_attempt_at", "done_at"])
        endpoint.save(
            update_fields=[
                *("failures", "failing_since", "warned_at", "retry_at"),
                *("is_active", "disabled_at", "disabled_reason"),
            ]
        )
    # A test says nothing of whether the next will be taken; any other failure lets the endpoint rest.
    return endpoint.is_active and (not outcome.error or row.event == WebhookEvent.TEST)


def _settle(row: Delivery, state: DeliveryState, now: datetime) -> None:
    row.state, row.next_attempt_at, row.done_at = state, None, now


def _put_off(endpoint: Endpoint, row: Delivery, outcome: Outcome, now: datetime) -> None:
    """Let the delivery wait, and the endpoint rest: until the next try nothing else goes there.

    A delivery is given up after its last try only if the endpoint took others in the meantime. While it takes nothing
    at all, the delivery is kept until the endpoint is switched off.
    """
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.retry_at = now + max(pause(endpoint.failures, row.uuid), outcome.wait)
    row.next_attempt_at = now + max(pause(row.attempts, row.uuid), outcome.wait)
    if row.attempts >= MOST_ATTEMPTS and endpoint.failures < row.attempts:
        _settle(row, DeliveryState.GIVEN_UP, now)
