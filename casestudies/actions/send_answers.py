"""Mail the answers to readers who reported an error."""

import logging
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string

from casestudies.actions.lock_row import lock
from casestudies.enums import ReportState
from casestudies.models import ErrorReport
from casestudies.queries.publication import publication

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
LONGEST_ROUND = timedelta(minutes=1)
MOST_ATTEMPTS = 8


def send_answers(now: datetime) -> int:
    """Send what is due and return how many went out. Not to be called inside a transaction.

    Each is taken under a lease, so that several processes may do so at once; what cannot be sent is tried again later
    and later, eight times. A round ends after a minute, so that a slow server holds up nothing else that is due.
    """
    began, passed, sent = monotonic(), timedelta(), 0
    while passed < LONGEST_ROUND and (report := _take(now + passed)) is not None:
        sent += _send(report, now + passed)
        passed = timedelta(seconds=monotonic() - began)
    return sent


def _take(now: datetime) -> ErrorReport | None:
    """The report whose answer waits longest, under a lease."""
    free = Q(mail_locked_until=None) | Q(mail_locked_until__lte=now)
    waiting = ErrorReport.objects.filter(
        free, state=ReportState.ANSWERED, mailed_at=None, mail_attempts__lt=MOST_ATTEMPTS
    ).exclude(email="")
    with transaction.atomic():
        rows = lock(waiting).select_related("case_study__public_state", "settled_by")
        report = rows.order_by("settled_at", "pk").first()
        if report is not None:
            _rows(report).update(mail_locked_until=now + LEASE)
    return report


def _send(report: ErrorReport, now: datetime) -> bool:
    try:
        _letter(report).send()
    except Exception as error:  # one letter that cannot even be written keeps nobody else's from going out
        logger.exception("The answer to report %s was not sent", report.uuid)
        _rows(report).update(
            mail_attempts=F("mail_attempts") + 1,
            mail_locked_until=now + timedelta(minutes=2 ** (1 + report.mail_attempts)),
            mail_error=f"{type(error).__name__}: {error}"[:1000],
        )
        return False
    _rows(report).update(mailed_at=now, mail_locked_until=None, mail_error="")
    return True


def _rows(report: ErrorReport) -> QuerySet[ErrorReport]:
    return ErrorReport.objects.filter(pk=report.pk)


def _letter(report: ErrorReport) -> EmailMessage:
    site = publication()
    context = {
        "publication": site.name,
        "report": report,
        "link": f"{settings.SITE_URL}/cases/{report.case_study.public_state.slug}/",
    }
    return EmailMessage(
        subject=f"{site.name}: your report of an error",
        body=render_to_string("mail/report_answer.txt", context),
        to=[report.email],
        reply_to=[site.corrections_contact] if site.corrections_contact else None,
        headers={"Auto-Submitted": "auto-replied"},
    )
