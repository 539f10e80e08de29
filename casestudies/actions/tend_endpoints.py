"""Look after webhook endpoints that fail: warn the partner, later switch them off, and clear away deleted ones."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from casestudies.actions.lock_row import lock, lock_to_delete
from casestudies.actions.notify import notify
from casestudies.enums import NotificationKind
from casestudies.models import Delivery, DeliveryAttempt, Endpoint
from casestudies.queries.endpoints import free, receiving
from casestudies.queries.publication import publication
from casestudies.queries.staff import who_may

logger = logging.getLogger(__name__)

WARN_AFTER = timedelta(days=1)
OFF_AFTER = timedelta(days=5)
# Whoever was warned has had so long to mend it.
NOTICE = timedelta(days=2)
KEPT = timedelta(days=30)


def tend_endpoints(now: datetime) -> int:
    """Do what is due; returns how many endpoints were warned of or switched off. Not to be called in a transaction."""
    for pk in Endpoint.objects.filter(free(now), deleted_at__isnull=False).values_list("pk", flat=True):
        _clear_away(pk, now)
    failing = receiving().filter(failing_since__lte=now - WARN_AFTER)
    return sum(_tend(pk, now) for pk in list(failing.values_list("pk", flat=True)))


def prune_deliveries(now: datetime) -> int:
    """Forget what was settled a month ago, with every attempt; what still waits is kept until it was sent."""
    return Delivery.objects.filter(done_at__lt=now - KEPT).delete()[0]


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
            row.warned_at, what = now, "failing"
            sentence = f"A webhook endpoint of {row.partner} has taken nothing for a day."
        elif row.failing_since <= now - OFF_AFTER and row.warned_at <= now - NOTICE:
            row.is_active, row.disabled_at, what = False, now, "off"
            row.disabled_reason = "It took nothing for five days. What it missed is sent when it is switched on."
            sentence = f"A webhook endpoint of {row.partner} took nothing for five days and was switched off."
        else:
            return False
        row.save(update_fields=["warned_at", "is_active", "disabled_at", "disabled_reason"])
        path = f"/admin/casestudies/partner/{row.partner_id}/webhooks/{row.uuid}/"
        notify(NotificationKind.ENDPOINT_OFF, to=who_may("change_endpoint"), sentence=sentence, now=now, path=path)
    _write_to_partner(row, what, now)
    return True


def _write_to_partner(endpoint: Endpoint, what: str, now: datetime) -> None:
    """The desk was told already, so a letter that cannot be sent is logged and not tried again."""
    if not endpoint.partner.contact_email:
        return
    name = publication().name
    subject = {
        "failing": f"{name}: your webhook endpoint takes nothing",
        "off": f"{name}: your webhook endpoint was switched off",
    }
    failed = DeliveryAttempt.objects.filter(delivery__endpoint=endpoint).exclude(error="").order_by("-pk")
    context = {
        "publication": name,
        "endpoint": endpoint,
        "what": what,
        "off_on": (endpoint.failing_since or now) + OFF_AFTER,
        "last": failed.values_list("error", flat=True).first() or "",
        "docs": f"{settings.SITE_URL}/api/v1/docs/webhooks/",
    }
    letter = EmailMessage(
        subject=subject[what],
        body=render_to_string("mail/endpoint.txt", context),
        to=[endpoint.partner.contact_email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        letter.send()
    except Exception:  # whatever the mail server does, the other endpoints are tended
        logger.exception("The letter about endpoint %s was not sent", endpoint.uuid)
