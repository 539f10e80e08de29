"""Look after webhook endpoints that fail: warn the partner, later switch them off, and clear away deleted ones."""

from datetime import datetime, timedelta

from django.db import transaction

from casestudies.actions.lock_row import lock, lock_to_delete
from casestudies.actions.notify import notify
from casestudies.enums import EndpointTrouble, NotificationKind
from casestudies.models import Delivery, Endpoint, EndpointLetter, EndpointSecret
from casestudies.queries.endpoints import free, receiving
from casestudies.queries.staff import who_may

WARN_AFTER = timedelta(days=1)
OFF_AFTER = timedelta(days=5)
# Whoever was warned has had so long to mend it.
NOTICE = timedelta(days=2)
KEPT = timedelta(days=30)
SAID = {
    EndpointTrouble.FAILING: "has taken nothing for a day",
    EndpointTrouble.OFF: "took nothing for five days and was switched off",
    EndpointTrouble.GONE: "answered 410 and was switched off",
}


def tend_endpoints(now: datetime) -> int:
    """Do what is due; returns how many endpoints were warned of or switched off."""
    EndpointSecret.objects.filter(expires_at__lte=now).delete()
    for pk in Endpoint.objects.filter(free(now), deleted_at__isnull=False).values_list("pk", flat=True):
        _clear_away(pk, now)
    failing = receiving().filter(failing_since__lte=now - WARN_AFTER)
    return sum(_tend(pk, now) for pk in list(failing.values_list("pk", flat=True)))


def prune_deliveries(now: datetime) -> int:
    """Forget what was settled a month ago, with every attempt; what still waits is kept until it was sent."""
    return Delivery.objects.filter(done_at__lt=now - KEPT).delete()[0]


def prune_endpoint_letters(now: datetime) -> int:
    return EndpointLetter.objects.filter(at__lt=now - KEPT).delete()[0]


def _clear_away(pk: int, now: datetime) -> None:
    with transaction.atomic():
        row = lock_to_delete(Endpoint.objects.filter(free(now), deleted_at__isnull=False)).filter(pk=pk).first()
        if row is not None:
            row.delete()


def _tend(pk: int, now: datetime) -> bool:
    with transaction.atomic():
        row = lock(Endpoint.objects.select_related("partner")).filter(pk=pk).first()
        if row is None or not row.is_active or row.deleted_at is not None or row.failing_since is None:
            return False
        if row.warned_at is None:
            row.warned_at, trouble = now, EndpointTrouble.FAILING
        elif row.failing_since <= now - OFF_AFTER and row.warned_at <= now - NOTICE:
            row.is_active, row.disabled_at, trouble = False, now, EndpointTrouble.OFF
            row.disabled_reason = "It took nothing for five days. What it missed is sent when it is switched on."
        else:
            return False
        row.save(update_fields=["warned_at", "is_active", "disabled_at", "disabled_reason"])
        tell_of_trouble(row, trouble, now=now)
    return True


def tell_of_trouble(endpoint: Endpoint, trouble: EndpointTrouble, *, now: datetime) -> None:
    """Tell the desk, and have the partner's contact written to (send_endpoint_letters.py) once this is committed."""
    notify(
        NotificationKind.ENDPOINT_OFF,
        to=who_may("change_endpoint"),
        sentence=f"A webhook endpoint of {endpoint.partner} {SAID[trouble]}.",
        now=now,
        path=f"/admin/casestudies/partner/{endpoint.partner_id}/webhooks/{endpoint.uuid}/",
    )
    EndpointLetter.objects.create(endpoint=endpoint, trouble=trouble, at=now)
