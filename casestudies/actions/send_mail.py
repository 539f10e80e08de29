"""Mail what people are to be told: at once or in one letter a day, as each chose."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from casestudies.actions.send_letters import Post, Written, send_letters, waits
from casestudies.enums import MailChoice
from casestudies.models import Account, Notification
from casestudies.permissions import can_see
from casestudies.queries.publication import publication
from casestudies.queries.staff import name_of

LETTER_HOUR = time(7)  # in the publication's time zone: before the morning meeting
# What was never mailed in this time is old news: somebody who chose no mail until today is not sent it.
NEWS = timedelta(days=3)
LIMITED = "The draft was limited to others before."


def send_mail(now: datetime) -> int:
    """Send every letter to the desk that is due and return how many went out. Not to be called in a transaction."""
    return send_letters(_posts(now), now)


def _posts(now: datetime) -> Iterator[Post]:
    news = Notification.objects.filter(at__gt=now - NEWS)
    waiting = news.filter(waits(now)).values("account")
    readers = Account.objects.filter(pk__in=waiting, is_active=True).exclude(email="")
    for account in readers.exclude(mail_choice=MailChoice.NEVER).order_by("pk"):
        rows = news.filter(account=account)
        if account.mail_choice == MailChoice.DAILY:
            rows = rows.filter(at__lt=last_letter_time(now))
        yield rows.select_related("case_study").order_by("at", "pk"), partial(_write, account)


def last_letter_time(now: datetime) -> datetime:
    """The last moment at which daily letters were due."""
    local = now.astimezone(ZoneInfo(publication().time_zone))
    today = datetime.combine(local.date(), LETTER_HOUR, tzinfo=local.tzinfo)
    return today if today <= now else datetime.combine(local.date() - timedelta(days=1), LETTER_HOUR, local.tzinfo)


def _write(account: Account, taken: list[Notification]) -> Written:
    told = [row for row in taken if row.case_study is None or can_see(account, row.case_study)]
    moot = {row.pk: LIMITED for row in taken if row not in told}
    return Written(_letter(account, told) if told else None, moot)


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
