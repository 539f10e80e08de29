"""Webhook endpoints: made, changed, switched on and off, tested, given another secret, deleted.

By who looks after partners, or by the partner itself with a key that may.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from casestudies.actions.fan_out import delivery
from casestudies.actions.lock_row import lock, lock_to_delete
from casestudies.actions.report_holding import audit_partner
from casestudies.actions.shape_endpoint import Wanted, may_have_releases, shape
from casestudies.enums import DeliveryState, Scope, WebhookEvent
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, ApiKey, Delivery, Endpoint, EndpointSecret, Partner, Topic
from casestudies.permissions import can_manage_endpoint, can_manage_endpoints
from casestudies.queries.change_entry import change_entry
from casestudies.queries.endpoints import endpoints_of, newest_event
from casestudies.queries.sandbox.events import sample_change
from casestudies.queries.told import has_embargo_key
from casestudies.sealing import seal
from casestudies.webhooks.signing import new_secret

PURPOSE = "webhook secret"
MOST_ENDPOINTS = 20
MOST_SECRETS = 3
OVERLAP = timedelta(hours=24)
LONGEST_OVERLAP = timedelta(days=7)
BY_HAND = "Switched off by hand."
NOT_YOURS = "You may not change this partner’s webhook endpoints."

Actor = Account | ApiKey


def create_endpoint(partner: Partner, wanted: Wanted, *, by: Actor, now: datetime) -> tuple[Endpoint, str]:
    """An endpoint that is told what happens from now on, and its secret, which is shown this once.

    Raises NotAllowed, and NotReady with the places `url`, `description`, `events` and `releases`.
    """
    if not can_manage_endpoints(by, partner):
        raise NotAllowed(NOT_YOURS)
    with transaction.atomic():
        row = lock(Partner.objects.all()).get(pk=partner.pk)
        if endpoints_of(row).count() >= MOST_ENDPOINTS:
            raise NotReady([Problem(f"A partner has {MOST_ENDPOINTS} endpoints at most. Delete one first.")])
        # Under the lock of the outbox's reader: what was there before stays untold.
        endpoint = Endpoint(partner=row, created_at=now, told=newest_event())
        endpoint.releases = _has_releases(row, wanted.releases, by=by, now=now)
        _write(endpoint, wanted)
        secret = _add_secret(endpoint, now)
        audit_partner("endpoint.created", endpoint.partner, _named(endpoint), by=by, now=now)
        return endpoint, secret


def change_endpoint(
    endpoint: Endpoint, wanted: Wanted, *, by: Actor, now: datetime, is_active: bool | None = None
) -> Endpoint:
    """Change what is wanted otherwise, and switch it on or off where that is said; all of it or nothing.

    What is not named stays as it stands when the row is locked. Sent to another address, it begins afresh there.
    Raises as `create_endpoint`, and WrongStage where it was deleted.
    """
    with transaction.atomic():
        row = _locked(endpoint, by)
        was = _said_of(row)
        _write(row, wanted)
        url, _description, events, _topics = was
        if _said_of(row) != was:
            before = {"address_before": url, "events_before": ", ".join(events)}
            detail = _named(row) | {"events": ", ".join(row.events), **before}
            audit_partner("endpoint.changed", row.partner, detail, by=by, now=now)
        if row.url != url and row.is_active:
            _begin_afresh(row, now)
        if is_active is not None:
            (_switch_on if is_active else _switch_off)(row, by=by, now=now)
        return row


def switch_on(endpoint: Endpoint, *, by: Actor, now: datetime) -> Endpoint:
    """Send again, beginning with what waited, also where it only rests. Raises as `change_endpoint`."""
    with transaction.atomic():
        row = _locked(endpoint, by)
        _switch_on(row, by=by, now=now)
        return row


def switch_off(endpoint: Endpoint, *, by: Actor, now: datetime) -> Endpoint:
    """Send nothing until it is switched on; what happens meanwhile is sent then. Raises as `change_endpoint`."""
    with transaction.atomic():
        row = _locked(endpoint, by)
        _switch_off(row, by=by, now=now)
        return row


def rotate_secret(
    endpoint: Endpoint, *, by: Actor, now: datetime, overlap: timedelta = OVERLAP
) -> tuple[Endpoint, str]:
    """A new secret, shown this once. The ones before it sign too until the overlap ends.

    Raises as `change_endpoint`, NotReady with the place `overlap_hours`.
    """
    check_overlap(overlap)
    with transaction.atomic():
        row = _locked(endpoint, by)
        ends, secrets = now + overlap, EndpointSecret.objects.filter(endpoint=row)
        secrets.filter(Q(expires_at=None) | Q(expires_at__gt=ends)).update(expires_at=ends)
        secrets.filter(expires_at__lte=now).delete()
        if secrets.count() >= MOST_SECRETS:
            sentence = f"{MOST_SECRETS} secrets sign already. Wait until one ends, or end them all at once with 0."
            raise NotReady([Problem(sentence, "overlap_hours")])
        text = _add_secret(row, now)
        audit_partner("endpoint.secret_rotated", row.partner, _named(row), by=by, now=now)
        return row, text


def send_test(endpoint: Endpoint, *, by: Actor, now: datetime, sample: str = "") -> Delivery:
    """Have a `webhook.test` sent, once, before anything else. Raises as `change_endpoint`; it may not be off.

    `sample` is the kind of event of which the test is to carry the sandbox's sample; NotReady with the place `sample`
    where there is no such kind.
    """
    shown = sample_shown(sample)
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


def check_overlap(overlap: timedelta) -> None:
    """Raises NotReady with the place `overlap_hours`."""
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        hours = int(LONGEST_OVERLAP.total_seconds() // 3600)
        raise NotReady([Problem(f"The secret before can go on signing for 0 to {hours} hours.", "overlap_hours")])


def sample_shown(event: str) -> dict[str, Any]:
    """What a test carries of the sandbox. Raises NotReady with the place `sample`."""
    if not event:
        return {}
    try:
        return {"sample": {"type": event, "data": change_entry(sample_change(event))}}
    except KeyError as error:
        kinds = ", ".join(one.value for one in WebhookEvent if one != WebhookEvent.TEST)
        raise NotReady([Problem(f"There is no sample “{event[:60]}”. There are {kinds}.", "sample")]) from error


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


def _locked(endpoint: Endpoint, by: Actor) -> Endpoint:
    rows = lock(Endpoint.objects.select_related("partner"))
    row = rows.filter(pk=endpoint.pk, deleted_at=None).first()
    if row is None:
        raise WrongStage("This endpoint was deleted.")
    if not can_manage_endpoint(by, row):
        raise NotAllowed(NOT_YOURS)
    return row


def _has_releases(partner: Partner, wanted: bool | None, *, by: Actor, now: datetime) -> bool:
    """Whether a new endpoint is told of texts under embargo. Raises NotReady with the place `releases`."""
    if isinstance(by, ApiKey):
        return may_have_releases(wanted, Scope.EMBARGO in by.scopes)
    return has_embargo_key(partner, now) if wanted is None else wanted


def _write(endpoint: Endpoint, wanted: Wanted) -> None:
    """Raises NotReady."""
    shape(endpoint, wanted)
    endpoint.save()
    if wanted.topics is not None:
        endpoint.topics.set(wanted.topics)


def _switch_on(row: Endpoint, *, by: Actor, now: datetime) -> None:
    was_off = not row.is_active
    row.is_active, row.disabled_at, row.disabled_reason = True, None, ""
    _begin_afresh(row, now)
    if was_off:
        audit_partner("endpoint.switched_on", row.partner, _named(row), by=by, now=now)


def _switch_off(row: Endpoint, *, by: Actor, now: datetime) -> None:
    if row.is_active:
        row.is_active, row.disabled_at, row.disabled_reason = False, now, BY_HAND
        row.save()
        audit_partner("endpoint.switched_off", row.partner, _named(row), by=by, now=now)


def _begin_afresh(row: Endpoint, now: datetime) -> None:
    """As if nothing had failed yet: what waits is due now."""
    row.failures, row.failing_since, row.warned_at, row.retry_at = 0, None, None, None
    row.save()
    waiting = Delivery.objects.filter(endpoint=row, state=DeliveryState.WAITING)
    waiting.update(next_attempt_at=now, attempts=0)


def _add_secret(endpoint: Endpoint, now: datetime) -> str:
    text = new_secret()
    EndpointSecret.objects.create(endpoint=endpoint, sealed=seal(text.encode(), PURPOSE), created_at=now)
    return text


def _said_of(endpoint: Endpoint) -> tuple[str, str, list[str], set[Topic]]:
    """All that can be changed of it but whether it is on."""
    return endpoint.url, endpoint.description, list(endpoint.events), set(endpoint.topics.all())


def _named(endpoint: Endpoint) -> dict[str, Any]:
    return {"address": endpoint.url}
