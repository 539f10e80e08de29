"""Write to partners' contacts about copies that are to be put right: one letter a partner, with all of them."""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string

from casestudies.actions.lock_row import lock
from casestudies.enums import HoldingStep
from casestudies.models import Holding, HoldingStepTaken, Partner
from casestudies.queries.holdings import behind, notice_of, to_be_told
from casestudies.queries.publication import publication

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
LONGEST_ROUND = timedelta(minutes=1)
MOST_ATTEMPTS = 8


def send_reminders(now: datetime) -> int:
    """Send what is due and return how many letters went out. Not to be called inside a transaction.

    As in `send_mail`: each partner's steps are taken under a lease, a letter that cannot be sent is tried again later
    and later, and a round ends after a minute.
    """
    began, sent = monotonic(), 0
    waiting = HoldingStepTaken.objects.filter(_waiting(now)).order_by("holding__partner_id")
    for partner in Partner.objects.filter(pk__in=waiting.values("holding__partner_id")):
        passed = timedelta(seconds=monotonic() - began)
        if passed > LONGEST_ROUND:
            break
        sent += _write_to(partner, now + passed)
    return sent


def _waiting(now: datetime) -> Q:
    free = Q(locked_until=None) | Q(locked_until__lte=now)
    return free & Q(step=HoldingStep.MAILED, sent_at=None, attempts__lt=MOST_ATTEMPTS)


def _write_to(partner: Partner, now: datetime) -> bool:
    with transaction.atomic():
        rows = list(lock(HoldingStepTaken.objects.filter(_waiting(now), holding__partner=partner)))
        steps = HoldingStepTaken.objects.filter(pk__in=[row.pk for row in rows])
        holdings = list(to_be_told(behind()).filter(pk__in={row.holding_id for row in rows}))
        wrong = {holding.pk for holding in holdings}
        right = [row.pk for row in rows if row.holding_id not in wrong]
        steps.filter(pk__in=right).update(attempts=MOST_ATTEMPTS, error="Not sent: put right since.")
        steps = steps.exclude(pk__in=right)
        steps.update(locked_until=now + LEASE)
    if not holdings or not partner.contact_email:
        return False
    try:
        _letter(partner, holdings).send()
    except Exception as error:  # one letter that cannot even be written keeps nobody else's from going out
        logger.exception("A reminder to partner %s was not sent", partner.uuid)
        attempts = 1 + max(row.attempts for row in rows)
        steps.update(
            attempts=F("attempts") + 1,
            locked_until=now + timedelta(minutes=2**attempts),
            error=f"{type(error).__name__}: {error}"[:300],
        )
        return False
    steps.update(sent_at=now, locked_until=None, error="")
    return True


def _letter(partner: Partner, holdings: list[Holding]) -> EmailMessage:
    site = publication()
    copies = [
        {
            "title": holding.case_study.public_state.edition.title,
            "link": f"{settings.SITE_URL}/cases/{holding.case_study.public_state.slug}/",
            **notice_of(holding),
        }
        for holding in holdings
    ]
    count = "a copy" if len(copies) == 1 else f"{len(copies)} copies"
    return EmailMessage(
        subject=f"{site.name}: {count} to put right",
        body=render_to_string("mail/holding_reminder.txt", {"site": site, "partner": partner, "copies": copies}),
        to=[partner.contact_email],
        reply_to=[site.corrections_contact] if site.corrections_contact else None,
        headers={"Auto-Submitted": "auto-generated"},
    )
