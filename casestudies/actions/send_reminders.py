"""Write to partners' contacts about copies that are to be put right: one letter a partner, with all of them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from casestudies.actions.send_letters import Post, Written, send_letters, waits
from casestudies.enums import HoldingStep
from casestudies.models import Holding, HoldingStepTaken, Partner
from casestudies.queries.holdings import behind, may_be_read, notice_of, slug_told, to_be_told
from casestudies.queries.publication import publication

RIGHT = "The copy was put right before."
NO_ADDRESS = "The partner has no contact’s address."


def send_reminders(now: datetime) -> int:
    """Send what is due and return how many letters went out. Not to be called inside a transaction."""
    return send_letters(_posts(now), now)


def _posts(now: datetime) -> Iterator[Post]:
    letters = HoldingStepTaken.objects.filter(step=HoldingStep.MAILED)
    waiting = letters.filter(waits(now)).values("holding__partner_id")
    for partner in Partner.objects.filter(pk__in=waiting).order_by("pk"):
        yield letters.filter(holding__partner=partner), partial(_write, partner)


def _write(partner: Partner, taken: list[HoldingStepTaken]) -> Written:
    if not partner.contact_email:
        return Written(None, {row.pk: NO_ADDRESS for row in taken})
    holdings = list(to_be_told(behind()).filter(pk__in={row.holding_id for row in taken}))
    wrong = {holding.pk for holding in holdings}
    right = {row.pk: RIGHT for row in taken if row.holding_id not in wrong}
    return Written(_letter(partner, holdings) if holdings else None, right)


def _letter(partner: Partner, holdings: list[Holding]) -> EmailMessage:
    site = publication()
    copies = [{**_named(holding), **notice_of(holding)} for holding in holdings]
    count = "a copy" if len(copies) == 1 else f"{len(copies)} copies"
    return EmailMessage(
        subject=f"{site.name}: {count} to put right",
        body=render_to_string("mail/holding_reminder.txt", {"site": site, "partner": partner, "copies": copies}),
        to=[partner.contact_email],
        reply_to=[site.corrections_contact] if site.corrections_contact else None,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _named(holding: Holding) -> dict[str, str]:
    """What a copy is called, and where to read what stands.

    What the partner lost is called by its address alone: a title goes with the text when that is removed, and its
    absence would tell of it.
    """
    state = holding.case_study.public_state
    if may_be_read(holding):
        return {"title": state.edition.title, "link": f"{settings.SITE_URL}/cases/{state.slug}/"}
    return {"title": slug_told(holding), "link": ""}
