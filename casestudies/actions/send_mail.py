"""Mail what people are to be told: at once or in one letter a day, as each chose."""

import logging
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from time import monotonic
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string

from casestudies.actions.lock_row import lock
from casestudies.enums import MailChoice
from casestudies.models import Account, Notification
from casestudies.permissions import can_see
from casestudies.queries.publication import publication
from casestudies.queries.staff import name_of

logger = logging.getLogger(__name__)

LETTER_HOUR = time(7)  # in the publication's time zone: before the morning meeting
LEASE = timedelta(minutes=5)
LONGEST_ROUND = timedelta(minutes=1)
MOST_ATTEMPTS = 8
# What was never mailed in this time is old news: somebody who chose no mail until today is not sent it.
NEWS = timedelta(days=3)
MOST_LINES = 200


def send_mail(now: datetime) -> int:
    """Send every letter that is due and return how many went out. Not to be called inside a transaction.

    Several processes may do so at once: each takes an account's notifications under a lease before it sends them. A
    letter that cannot be sent is tried again later and later, eight times; one whose sender was killed after it went
    out goes out again. A round ends after a minute, so that a slow server holds up nothing else that is due.
    """
    began, sent = monotonic(), 0
    for account in _readers(now):
        passed = timedelta(seconds=monotonic() - began)
        if passed > LONGEST_ROUND:
            break
        sent += _write_to(account, now + passed)
    return sent


def due_for(account: Account, now: datetime) -> QuerySet[Notification]:
    """The account's notifications that are to be mailed now, and that nobody is mailing."""
    waiting = Notification.objects.filter(_waiting(now), account=account)
    if account.mail_choice == MailChoice.NEVER:
        return waiting.none()
    if account.mail_choice == MailChoice.DAILY:
        return waiting.filter(at__lt=last_letter_time(now))
    return waiting


def last_letter_time(now: datetime) -> datetime:
    """The last moment at which daily letters were due."""
    local = now.astimezone(ZoneInfo(publication().time_zone))
    today = datetime.combine(local.date(), LETTER_HOUR, tzinfo=local.tzinfo)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), LETTER_HOUR, local.tzinfo)


def _waiting(now: datetime) -> Q:
    free = Q(mail_locked_until=None) | Q(mail_locked_until__lte=now)
    return free & Q(mailed_at=None, mail_attempts__lt=MOST_ATTEMPTS, at__gt=now - NEWS)


def _readers(now: datetime) -> Iterable[Account]:
    waiting = Notification.objects.filter(_waiting(now)).values("account")
    accounts = Account.objects.filter(pk__in=waiting, is_active=True).exclude(email="")
    return accounts.exclude(mail_choice=MailChoice.NEVER).order_by("pk")


def _write_to(account: Account, now: datetime) -> bool:
    with transaction.atomic():
        rows = lock(due_for(account, now)).select_related("case_study")
        taken = list(rows.order_by("at", "pk")[:MOST_LINES])
        Notification.objects.filter(pk__in=[row.pk for row in taken]).update(mail_locked_until=now + LEASE)
    told = [row for row in taken if row.case_study is None or can_see(account, row.case_study)]
    untold = [row.pk for row in taken if row not in told]
    Notification.objects.filter(pk__in=untold).update(mailed_at=now, mail_error="Not sent: limited to others since.")
    if not told:
        return False
    letter = Notification.objects.filter(pk__in=[row.pk for row in told])
    try:
        _letter(account, told).send()
    except Exception as error:  # one letter that cannot even be written keeps nobody else's from going out
        logger.exception("A letter to account %s was not sent", account.uuid)
        attempts = 1 + max(row.mail_attempts for row in told)
        letter.update(
            mail_attempts=F("mail_attempts") + 1,
            mail_locked_until=now + timedelta(minutes=2**attempts),
            mail_error=f"{type(error).__name__}: {error}"[:1000],
        )
        return False
    letter.update(mailed_at=now, mail_locked_until=None, mail_error="")
    return True


def _letter(account: Account, told: list[Notification]) -> EmailMessage:
    name = publication().name
    one = " ".join(told[0].sentence.split())
    subject = f"{name}: {one}" if len(told) == 1 else f"{name}: {len(told)} things to know at the desk"
    context = {
        "reader": name_of(account),
        "publication": name,
        "lines": [{"sentence": row.sentence, "link": f"{settings.SITE_URL}{path_of(row)}"} for row in told],
        "is_daily": account.mail_choice == MailChoice.DAILY,
        "preferences": f"{settings.SITE_URL}/admin/preferences/",
    }
    return EmailMessage(
        subject=subject if len(subject) <= 150 else f"{subject[:149]}…",
        body=render_to_string("mail/notifications.txt", context),
        to=[account.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def path_of(notification: Notification) -> str:
    """Where to go: what the notification says, else its case study's form, else the desk."""
    if notification.path:
        return notification.path
    if notification.case_study_id:
        return f"/admin/casestudies/casestudy/{notification.case_study_id}/change/"
    return "/admin/"
