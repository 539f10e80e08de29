"""Remind the desk of published texts that are to be looked at again."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from casestudies.actions.lock_row import lock
from casestudies.actions.notify import notify
from casestudies.enums import NotificationKind, PublicStatus
from casestudies.models import CaseStudy
from casestudies.permissions import can_see
from casestudies.publication.when import day_in_words
from casestudies.queries.publication import desk_day
from casestudies.queries.staff import who_may

AHEAD = timedelta(days=7)


def remind_reviews(now: datetime) -> int:
    """Write the reminders that are due, a week ahead and on the day, once each; returns for how many case studies."""
    today = desk_day(now)
    live = CaseStudy.objects.filter(public_state__status=PublicStatus.LIVE)
    return sum(_remind(case_study, today, now) for case_study in live.filter(_due(today)))


def _due(today: date) -> Q:
    """A reminder was not written yet, or before the day that has now come."""
    come = Q(review_by__lte=today) & Q(review_reminded_on__lt=F("review_by"))
    return Q(review_by__lte=today + AHEAD) & (Q(review_reminded_on=None) | come)


def _remind(case_study: CaseStudy, today: date, now: datetime) -> bool:
    with transaction.atomic():
        rows = lock(CaseStudy.objects.all()).select_related("assignee")
        draft = rows.filter(_due(today), pk=case_study.pk).first()
        if draft is None or draft.review_by is None:
            return False
        draft.review_reminded_on = today
        draft.save(update_fields=["review_reminded_on"])
        assignee = draft.assignee
        theirs = assignee is not None and can_see(assignee, draft)
        notify(
            NotificationKind.REVIEW_DUE,
            to=[assignee] if theirs and assignee else who_may("review_casestudy"),
            sentence=f"“{draft.title}” {_when(draft.review_by, today)}.",
            now=now,
            case_study=draft,
        )
        return True


def _when(review_by: date, today: date) -> str:
    if review_by == today:
        return "is to be looked at again today"
    verb = "is" if review_by > today else "was"
    return f"{verb} to be looked at again by {day_in_words(review_by)}"
