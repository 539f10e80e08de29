"""Write to partners' contacts about webhook endpoints that take nothing, or were switched off for it."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from casestudies.actions.send_letters import Post, Written, send_letters, waits
from casestudies.actions.tend_endpoints import OFF_AFTER
from casestudies.enums import EndpointTrouble
from casestudies.models import DeliveryAttempt, Endpoint, EndpointLetter
from casestudies.queries.publication import publication

NO_ADDRESS = "The partner has no contact’s address."
WELL = "The endpoint worked again before."
SUBJECTS = {
    EndpointTrouble.FAILING: "your webhook endpoint takes nothing",
    EndpointTrouble.OFF: "your webhook endpoint was switched off",
    EndpointTrouble.GONE: "your webhook endpoint was switched off",
}


def send_endpoint_letters(now: datetime) -> int:
    """Send what is due and return how many went out. Not to be called inside a transaction."""
    return send_letters(_posts(now), now)


def _posts(now: datetime) -> Iterator[Post]:
    """One letter an endpoint: of what was not sent in time, the last alone is still worth telling."""
    letters = EndpointLetter.objects.filter(endpoint__deleted_at=None)
    waiting = letters.filter(waits(now)).order_by("endpoint_id").values_list("endpoint_id", flat=True).distinct()
    for endpoint in list(waiting):
        yield letters.filter(endpoint=endpoint).select_related("endpoint__partner").order_by("at", "pk"), _write


def _write(taken: list[EndpointLetter]) -> Written:
    last = taken[-1]
    endpoint, trouble = last.endpoint, EndpointTrouble(last.trouble)
    if not endpoint.partner.contact_email:
        return Written(None, {row.pk: NO_ADDRESS for row in taken})
    is_so = endpoint.failing_since is not None if trouble == EndpointTrouble.FAILING else not endpoint.is_active
    return Written(_letter(endpoint, trouble)) if is_so else Written(None, {row.pk: WELL for row in taken})


def _letter(endpoint: Endpoint, trouble: EndpointTrouble) -> EmailMessage:
    name = publication().name
    failed = DeliveryAttempt.objects.filter(delivery__endpoint=endpoint).exclude(error="").order_by("-pk")
    context = {
        "publication": name,
        "endpoint": endpoint,
        "trouble": trouble.value,
        "off_on": endpoint.failing_since and endpoint.failing_since + OFF_AFTER,
        "last": failed.values_list("error", flat=True).first() or "",
        "docs": f"{settings.SITE_URL}/api/v1/docs/webhooks/",
    }
    return EmailMessage(
        subject=f"{name}: {SUBJECTS[trouble]}",
        body=render_to_string("mail/endpoint.txt", context),
        to=[endpoint.partner.contact_email],
        headers={"Auto-Submitted": "auto-generated"},
    )
