"""Limit a draft to named people, and lift the limit."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from casestudies.actions.close_links import close_links_of_shut_out
from casestudies.actions.lock_case import lock_case
from casestudies.actions.record import audit
from casestudies.enums import ScheduleState
from casestudies.errors import NotAllowed, NotReady, Problem
from casestudies.models import Account, CaseStudy, Notification, Schedule
from casestudies.permissions import can_limit
from casestudies.queries.staff import names_of


def limit(case_study: CaseStudy, *, by: Account, now: datetime, to: Collection[Account] | None) -> CaseStudy:
    """Let only `to` see the draft, its history and its notes; None lifts the limit, and publication lifts it too.

    Whoever limits it stays among the named, superusers apart, who see everything. What the others were told of it
    is taken from their desks, and their private links are closed. Who works on it must be named: raises NotReady with
    the place `to`, and NotAllowed.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_limit(by, draft):
            raise NotAllowed("You may not limit this case study.")
        before = list(draft.limited_to.order_by("username")) if draft.is_limited else None
        named = _named(by, to)
        if _keys(before) == _keys(named):
            return draft
        if named is not None:
            _refuse_shutting_out(draft, named)

        draft.is_limited = named is not None
        draft.save()
        draft.limited_to.set(named or [])
        if named is not None:
            told = Notification.objects.filter(case_study=draft, account__is_superuser=False)
            told.exclude(account__in=named).delete()
        detail = {"limited": draft.is_limited, "to": _said(named), "to_before": _said(before)}
        detail |= close_links_of_shut_out(draft, now=now)
        audit(
            "case_study.limited" if draft.is_limited else "case_study.limit_lifted",
            draft,
            by=by,
            now=now,
            detail=detail,
        )
        return draft


def _named(by: Account, to: Collection[Account] | None) -> list[Account] | None:
    if to is None:
        return None
    named = {account.pk: account for account in to}
    if not by.is_superuser and not by.is_system:
        named.setdefault(by.pk, by)
    return sorted(named.values(), key=lambda account: account.username)


def _refuse_shutting_out(draft: CaseStudy, named: list[Account]) -> None:
    waiting = Schedule.objects.filter(case_study=draft, state=ScheduleState.WAITING).select_related("scheduled_by")
    schedule = waiting.first()
    workers = [draft.assignee, draft.reviewer, schedule.scheduled_by if schedule else None]
    sees = {account.pk for account in named}
    out = {
        account.pk: account
        for account in workers
        if account is not None and account.pk not in sees and not account.is_superuser and not account.is_system
    }
    if out:
        verb = "works" if len(out) == 1 else "work"
        sentence = f"{names_of(out.values())} {verb} on this case study and would not see it. Name them too."
        raise NotReady([Problem(sentence, "to")])


def _keys(named: list[Account] | None) -> list[int] | None:
    return None if named is None else [account.pk for account in named]


def _said(named: list[Account] | None) -> list[str]:
    """For the audit: opaque ids, so that a name can be erased."""
    return [str(account.uuid) for account in named or []]
