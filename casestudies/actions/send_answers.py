"""Mail the answers to readers who reported an error."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from casestudies.actions.send_letters import Post, Written, send_letters, waits
from casestudies.enums import ReportState
from casestudies.models import ErrorReport
from casestudies.queries.publication import publication


def send_answers(now: datetime) -> int:
    """Send what is due and return how many went out. Not to be called inside a transaction."""
    return send_letters(_posts(now), now)


def _posts(now: datetime) -> Iterator[Post]:
    """One letter a report, the longest waiting first."""
    answered = ErrorReport.objects.filter(state=ReportState.ANSWERED).exclude(email="")
    for pk in list(answered.filter(waits(now)).order_by("settled_at", "pk").values_list("pk", flat=True)):
        yield answered.filter(pk=pk).select_related("case_study__public_state", "settled_by"), _write


def _write(taken: list[ErrorReport]) -> Written:
    [report] = taken
    site = publication()
    context = {
        "publication": site.name,
        "report": report,
        "link": f"{settings.SITE_URL}/cases/{report.case_study.public_state.slug}/",
    }
    return Written(
        EmailMessage(
            subject=f"{site.name}: your report of an error",
            body=render_to_string("mail/report_answer.txt", context),
            to=[report.email],
            reply_to=[site.corrections_contact] if site.corrections_contact else None,
            headers={"Auto-Submitted": "auto-replied"},
        )
    )
