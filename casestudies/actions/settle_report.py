"""Settle an error that a reader reported: accepted, declined, answered."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_case import lock_case
from casestudies.actions.lock_row import lock
from casestudies.actions.record import audit
from casestudies.enums import ReportState
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, ErrorReport
from casestudies.permissions import can_settle_report

LONGEST_ANSWER = 6_000


def accept_report(report: ErrorReport, *, by: Account, now: datetime) -> ErrorReport:
    """There is something to mend. Raises NotAllowed, WrongStage."""
    return _settle(report, ReportState.ACCEPTED, by=by, now=now)


def decline_report(report: ErrorReport, *, by: Account, now: datetime) -> ErrorReport:
    """The text stands as it is. Raises NotAllowed, WrongStage."""
    return _settle(report, ReportState.DECLINED, by=by, now=now)


def answer_report(report: ErrorReport, *, by: Account, now: datetime, words: str) -> ErrorReport:
    """Write to the reader, who left an address; the letter goes out after the transaction (send_answers.py).

    Raises NotAllowed, WrongStage (there is no address, or it was answered), NotReady.
    """
    return _settle(report, ReportState.ANSWERED, by=by, now=now, words=words)


def _settle(
    report: ErrorReport, state: ReportState, *, by: Account, now: datetime, words: str | None = None
) -> ErrorReport:
    with transaction.atomic():
        draft = lock_case(report.case_study)
        if not can_settle_report(by, draft):
            raise NotAllowed("You may not settle reports on this case study.")
        locked = lock(ErrorReport.objects.all()).filter(pk=report.pk).first()
        if locked is None:
            raise WrongStage("This report is not there any more: reports are kept for two years.")
        if locked.state == ReportState.ANSWERED:
            raise WrongStage("This report was answered already.")
        if locked.state == state:
            raise WrongStage("Somebody did this already.")
        if words is not None:
            locked.answer = _answer(locked, words)
        locked.state, locked.settled_at, locked.settled_by = state, now, by
        locked.save(update_fields=["state", "settled_at", "settled_by", "answer"])
        audit(f"report.{state}", draft, by=by, now=now, detail={"report": str(locked.uuid)})
        return locked


def _answer(report: ErrorReport, words: str) -> str:
    words = words.strip()
    if not report.email:
        raise WrongStage("The reader left no address to write to.")
    if not words:
        raise NotReady([Problem("Write the answer first.", "answer")])
    if len(words) > LONGEST_ANSWER:
        raise NotReady([Problem(f"Write no more than {LONGEST_ANSWER:,} characters.", "answer")])
    return words
