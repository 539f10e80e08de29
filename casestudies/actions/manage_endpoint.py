"""Webhook endpoints: made, changed, switched on and off, tested, given another secret, deleted.

By who looks after partners, or by the partner itself with a key that may.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from casestudies.actions.fan_out import delivery
from casestudies.actions.lock_row import lock, lock_to_delete
from casestudies.actions.report_holding import audit_partner
from casestudies.actions.save_library import check_record
from casestudies.enums import DeliveryState, WebhookEvent
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, ApiKey, Delivery, Endpoint, EndpointSecret, Partner, Topic
from casestudies.permissions import can_manage_endpoints
from casestudies.queries.change_entry import change_entry
from casestudies.queries.endpoints import endpoints_of, newest_event
from casestudies.queries.sandbox.events import sample_changes
from casestudies.sealing import seal
from casestudies.webhooks.addresses import check_address
from casestudies.webhooks.http import FetchRefused
from casestudies.webhooks.signing import new_secret

PURPOSE = "webhook secret"
MOST_ENDPOINTS = 20
MOST_SECRETS = 3
OVERLAP = timedelta(hours=24)
LONGEST_OVERLAP = timedelta(days=7)
BY_HAND = "Switched off by hand."

Actor = Account | ApiKey


@dataclass(frozen=True)
class Wanted:
    """What an endpoint is to be; `events` are values of WebhookEvent, none for all, `topics` none for all."""

    url: str
    description: str = ""
    events: Sequence[str] = ()
    topics: Collection[Topic] = ()


def create_endpoint(partner: Partner, wanted: Wanted, *, by: Actor, now: datetime) -> tuple[Endpoint, str]:
    """An endpoint that is told what happens from now on, and its secret, which is shown this once.

    Raises NotAllowed, and NotReady with the places `url`, `description` and `events`.
    """
    _may(by, partner)
    with transaction.atomic():
        row = lock(Partner.objects.all()).get(pk=partner.pk)
        if endpoints_of(row).count() >= MOST_ENDPOINTS:
            raise NotReady([Problem(f"A partner has {MOST_ENDPOINTS} endpoints at most. Delete one first.")])
        # Under the lock of the outbox's reader: what was there before stays untold.
        endpoint = Endpoint(partner=row, created_at=now, told=newest_event())
        _write(endpoint, wanted)
        secret = _add_secret(endpoint, now)
        audit_partner("endpoint.created", endpoint.partner, _named(endpoint), by=by, now=now)
        return endpoint, secret


def change_endpoint(endpoint: Endpoint, wanted: Wanted, *, by: Actor, now: datetime) -> Endpoint:
    """Raises as `create_endpoint`, and WrongStage where it was deleted."""
    with transaction.atomic():
        row = _locked(endpoint, by)
        before = {"address_before": row.url, "events_before": ", ".join(row.events)}
        _write(row, wanted)
        detail = _named(row) | {"events": ", ".join(row.events), **before}
        audit_partner("endpoint.changed", row.partner, detail, by=by, now=now)
        return row


def switch_on(endpoint: Endpoint, *, by: Actor, now: datetime) -> Endpoint:
    """Send again, beginning with what waited, also where it only rests. Raises as `change_endpoint`."""
    with transaction.atomic():
        row = _locked(endpoint, by)
        was_off = not row.is_active
        row.is_active, row.disabled_at, row.disabled_reason = True, None, ""
        row.failures, row.failing_since, row.warned_at, row.retry_at = 0, None, None, None
        row.save()
        waiting = Delivery.objects.filter(endpoint=row, state=DeliveryState.WAITING)
        waiting.update(next_attempt_at=now, attempts=0)
        if was_off:
            audit_partner("endpoint.switched_on", row.partner, _named(row), by=by, now=now)
        return row


def switch_off(endpoint: Endpoint, *, by: Actor, now: datetime) -> Endpoint:
    """Send nothing until it is switched on; what happens meanwhile is sent then. Raises as `change_endpoint`."""
    with transaction.atomic():
        row = _locked(endpoint, by)
        if row.is_active:
            row.is_active, row.disabled_at, row.disabled_reason = False, now, BY_HAND
            row.save()
            audit_partner("endpoint.switched_off", row.partner, _named(row), by=by, now=now)
        return row


def rotate_secret(
    endpoint: Endpoint, *, by: Actor, now: datetime, overlap: timedelta = OVERLAP
) -> tuple[Endpoint, str]:
    """A new secret, shown this once. The ones before it sign too until the overlap ends.

    Raises as `change_endpoint`, NotReady with the place `overlap_hours`.
    """
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        hours = int(LONGEST_OVERLAP.total_seconds() // 3600)
        raise NotReady([Problem(f"The secret before can go on signing for 0 to {hours} hours.", "overlap_hours")])
    with transaction.atomic():
        row = _locked(endpoint, by)
        ends = now + overlap
        for secret in EndpointSecret.objects.filter(endpoint=row)[: MOST_SECRETS - 1]:
            secret.expires_at = min(secret.expires_at or ends, ends)
            secret.save(update_fields=["expires_at"])
        kept = EndpointSecret.objects.filter(endpoint=row).values("pk")[: MOST_SECRETS - 1]
        EndpointSecret.objects.filter(endpoint=row).exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
        text = _add_secret(row, now)
        audit_partner("endpoint.secret_rotated", row.partner, _named(row), by=by, now=now)
        return row, text


def send_test(endpoint: Endpoint, *, by: Actor, now: datetime, sample: str = "") -> Delivery:
    """Have a `webhook.test` sent, once, before anything else. Raises as `change_endpoint`; it may not be off.

    `sample` is the kind of event of which the test is to carry the sandbox's sample; NotReady with the place `sample`
    where there is no such kind.
    """
    shown = _sample(sample)
    with transaction.atomic():
        row = _locked(endpoint, by)
        if not row.is_active:
            raise WrongStage("The endpoint is switched off. Switch it on first.")
        if Delivery.objects.filter(endpoint=row, event=WebhookEvent.TEST, state=DeliveryState.WAITING).exists():
            raise WrongStage("A test is on its way already.")
        row.retry_at = None
        row.save(update_fields=["retry_at"])
        data = {"endpoint": str(row.uuid), "message": "This is a test. Nothing was published.", **shown}
        sent = delivery(row, WebhookEvent.TEST.value, None, data, at=now, now=now)
        sent.save()
        return sent


def _sample(event: str) -> dict[str, Any]:
    if not event:
        return {}
    found = {change.event: change for change in sample_changes()}
    if event not in found:
        raise NotReady([Problem(f"There is no sample “{event[:60]}”. There are {', '.join(found)}.", "sample")])
    return {"sample": {"type": event, "data": change_entry(found[event])}}


def delete_endpoint(endpoint: Endpoint, *, by: Actor, now: datetime) -> datetime | None:
    """Delete it, its secrets and its log. No attempt begins after that.

    Returns until when one that had begun may still arrive; None where none had. Raises as `change_endpoint`.
    """
    with transaction.atomic():
        row = _locked(endpoint, by)
        audit_partner("endpoint.deleted", row.partner, _named(row), by=by, now=now)
        if row.locked_until is None or row.locked_until <= now:
            lock_to_delete(Endpoint.objects.all()).get(pk=row.pk).delete()
            return None
        row.deleted_at, row.is_active = now, False
        row.save(update_fields=["deleted_at", "is_active"])
        return row.locked_until


def _may(by: Actor, partner: Partner) -> None:
    if not can_manage_endpoints(by, partner):
        raise NotAllowed("You may not change this partner’s webhook endpoints.")


def _locked(endpoint: Endpoint, by: Actor) -> Endpoint:
    rows = lock(Endpoint.objects.select_related("partner"))
    row = rows.filter(pk=endpoint.pk, deleted_at=None).first()
    if row is None:
        raise WrongStage("This endpoint was deleted.")
    _may(by, row.partner)
    return row


def _write(endpoint: Endpoint, wanted: Wanted) -> None:
    """Raises NotReady."""
    known = set(WebhookEvent.values)
    problems = [
        Problem(f"“{name}” is not an event that webhooks tell of.", "events")
        for name in wanted.events
        if name not in known
    ]
    try:
        endpoint.url = check_address(wanted.url)
    except FetchRefused as error:
        problems.append(Problem(str(error), "url"))
    if problems:
        raise NotReady(problems)
    endpoint.description = wanted.description.strip()
    endpoint.events = [event.value for event in WebhookEvent if event in set(wanted.events)]
    check_record(endpoint)
    endpoint.save()
    endpoint.topics.set(wanted.topics)


def _add_secret(endpoint: Endpoint, now: datetime) -> str:
    text = new_secret()
    EndpointSecret.objects.create(endpoint=endpoint, sealed=seal(text.encode(), PURPOSE), created_at=now)
    return text


def _named(endpoint: Endpoint) -> dict[str, Any]:
    return {"address": endpoint.url}
