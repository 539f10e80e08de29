"""Keep the appointments: publish what is due, each in a transaction of its own and exactly once.

The draft is locked before the appointment is read again, so that of several workers one publishes and the others find
nothing to do; a worker that is killed leaves the appointment as it was. What is late is published late, under the time
at which it really happens.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction
from django.db.models import Q

from casestudies.actions.lock_case import lock_case
from casestudies.actions.lock_row import lock
from casestudies.actions.notify import concerned, notify
from casestudies.actions.publish import publish
from casestudies.actions.record import audit
from casestudies.actions.stages import leave_schedule
from casestudies.enums import EditionKind, NotificationKind, ScheduleState
from casestudies.errors import CasebookError, NotAllowed, WrongStage
from casestudies.models import Account, CaseStudy, Schedule
from casestudies.permissions import can_publish
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.publication import in_desk_time
from casestudies.queries.staff import name_of, who_may

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
# After so many tries that ended in an error of the software the desk is told; it is tried on.
TRIES_UNTIL_TOLD = 3


class Result(Enum):
    """What became of an appointment."""

    PUBLISHED = "published"
    REFUSED = "refused"  # The domain said no: the desk is told why, and has to make a new appointment.
    BROKEN = "broken"  # The software failed: it is tried again.


@dataclass(frozen=True)
class Outcome:
    """`sentence` says it for whoever runs the site."""

    title: str
    result: Result
    sentence: str


def publish_due(now: datetime) -> list[Outcome]:
    """Try every appointment that is due, in the order of their times; one that fails does not stop the others."""
    due = Schedule.objects.filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=now), publish_at__lte=now)
    waiting = list(due.filter(state=ScheduleState.WAITING).select_related("case_study"))
    outcomes = (_keep(schedule, now) for schedule in waiting)
    return [outcome for outcome in outcomes if outcome is not None]


def _keep(schedule: Schedule, now: datetime) -> Outcome | None:
    """None when somebody else was faster, or took the appointment back."""
    title = schedule.case_study.title
    try:
        try:
            number = _publish(schedule, now)
        except CasebookError as error:
            return _refuse(schedule, str(error), now)
    except Exception as error:
        log.exception("Scheduled publication of case study %s failed", schedule.case_study_id)
        return _try_again(schedule, error, now)
    return None if number is None else Outcome(title, Result.PUBLISHED, f"Published as edition {number}.")


def _publish(schedule: Schedule, now: datetime) -> int | None:
    with transaction.atomic():
        locked = _lock(schedule)
        if locked is None:
            return None
        draft, row = locked
        if row.publish_at > now:
            return None
        if not can_publish(row.scheduled_by, draft):
            raise NotAllowed(f"{name_of(row.scheduled_by)}, who scheduled it, may not publish it any more.")
        _check_text(draft, row)
        edition = publish(
            draft,
            by=row.scheduled_by,
            now=now,
            kind=EditionKind(row.kind),
            change_note=row.change_note,
            override_reason=row.override_reason,
            scheduled_for=row.publish_at,
        )
        return edition.number


def _check_text(draft: CaseStudy, row: Schedule) -> None:
    """It is the text that was scheduled. A save would have taken the appointment away; a shared record does not."""
    snapshot = take_snapshot(draft)
    if (snapshot.content_digest, snapshot.teaching_digest) != (row.content_digest, row.teaching_digest):
        raise WrongStage("A source or another shared record changed since the text was scheduled.")


def _lock(schedule: Schedule) -> tuple[CaseStudy, Schedule] | None:
    """The draft, then its appointment, locked in the order of every action; None when it is not waiting any more."""
    if not CaseStudy.objects.filter(pk=schedule.case_study_id).exists():
        return None
    draft = lock_case(schedule.case_study)
    rows = lock(Schedule.objects.all()).select_related("scheduled_by")
    row = rows.filter(pk=schedule.pk, state=ScheduleState.WAITING).first()
    return None if row is None else (draft, row)


def _refuse(schedule: Schedule, reason: str, now: datetime) -> Outcome | None:
    """The publication was rolled back; say on the appointment and to the desk why."""
    with transaction.atomic():
        locked = _lock(schedule)
        if locked is None:
            return None
        draft, row = locked
        row.state, row.failure, row.failed_at = ScheduleState.FAILED, reason, now
        row.save()
        before = draft.stage
        leave_schedule(draft, take_snapshot(draft))
        draft.save()
        detail = {"publish_at": row.publish_at.isoformat(), "reason": reason}
        detail |= {"stage": draft.stage, "stage_before": before}
        audit("case_study.not_published", draft, by=row.scheduled_by, now=now, detail=detail)
        sentence = f"“{draft.title}” was not published at {in_desk_time(row.publish_at)}. {reason}"
        _tell_desk(draft, sentence, now)
        return Outcome(draft.title, Result.REFUSED, reason)


def _try_again(schedule: Schedule, error: Exception, now: datetime) -> Outcome | None:
    """Count the try and put the next one off, twice as long each time; tell the desk once."""
    outcome = Outcome(schedule.case_study.title, Result.BROKEN, f"{type(error).__name__}: {error}")
    try:
        with transaction.atomic():
            locked = _lock(schedule)
            if locked is None:
                return outcome
            draft, row = locked
            row.attempts += 1
            row.next_attempt_at = now + min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), LONGEST_PAUSE)
            row.failure, row.failed_at = "An error in the software stops it; the log of the site names it.", now
            row.save()
            if row.attempts == TRIES_UNTIL_TOLD:
                sentence = (
                    f"“{draft.title}” could not be published at {in_desk_time(row.publish_at)}: an error in the "
                    "software stops it. It is tried again and again; tell whoever runs the site."
                )
                _tell_desk(draft, sentence, now)
    except Exception:
        log.exception("The failure of case study %s could not be noted", schedule.case_study_id)
    return outcome


def _tell_desk(draft: CaseStudy, sentence: str, now: datetime) -> None:
    to: list[Account] = [*concerned(draft), *who_may("publish_casestudy")]
    notify(NotificationKind.NOT_PUBLISHED, to=to, sentence=sentence, now=now, case_study=draft)
