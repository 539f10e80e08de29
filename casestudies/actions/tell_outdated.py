"""Tell the desk of approvals that no longer cover their text, because a shared record changed."""

from collections.abc import Collection
from datetime import datetime

from django.db import models

from casestudies.actions.notify import concerned, notify
from casestudies.actions.tell_recipients import cancel_with_approval
from casestudies.enums import NotificationKind, ScheduleState
from casestudies.models import Account, CaseStudy
from casestudies.queries.approval import approvals_standing
from casestudies.queries.publication import in_desk_time
from casestudies.queries.staff import name_of


def tell_outdated(record: models.Model, stood: Collection[CaseStudy], *, by: Account, now: datetime) -> list[CaseStudy]:
    """`stood` are the `approvals_resting_on` the record before it was written; returns those that stand no more.

    Runs inside the transaction of the save. The stage stays: publication asks anew whether the approval stands.
    """
    stand = {case_study.pk for case_study in approvals_standing(stood)}
    outdated = [case_study for case_study in stood if case_study.pk not in stand]
    for case_study in outdated:
        cancel_with_approval(case_study, "What the text rests on has changed.", by=by, now=now)
        kind = record._meta.verbose_name
        notify(
            NotificationKind.LAPSED,
            to=concerned(case_study),
            sentence=f"{name_of(by)} changed the {kind} “{record}”, which is part of “{case_study.title}”. "
            f"{_lost(case_study)} Have it approved again.",
            now=now,
            case_study=case_study,
            but=by,
        )
    return outdated


def _lost(case_study: CaseStudy) -> str:
    schedule = getattr(case_study, "schedule", None)
    if schedule is not None and schedule.state == ScheduleState.WAITING:
        when = in_desk_time(schedule.publish_at)
        return f"Its approval does not cover the new text, so it will not be published at {when}."
    return "Its approval does not cover the new text."
