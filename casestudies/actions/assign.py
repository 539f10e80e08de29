"""Say whose turn a case study is, by when, and when its published text is to be looked at again."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from casestudies.actions.lock_case import lock_case
from casestudies.actions.notify import notify
from casestudies.actions.record import audit
from casestudies.enums import NotificationKind
from casestudies.errors import NotAllowed, NotReady, Problem
from casestudies.models import Account, CaseStudy
from casestudies.permissions import can_assign, can_see
from casestudies.publication.when import day_in_words
from casestudies.queries.publication import desk_day
from casestudies.queries.staff import name_of

NOT_YOURS = "You may not assign this case study."


def assign(
    case_study: CaseStudy,
    *,
    by: Account,
    now: datetime,
    assignee: Account | None,
    deadline: date | None,
    review_by: date | None,
) -> CaseStudy:
    """Set all three; none of them is part of the text, so no version and no revision follows.

    What stays the same is not written again. Raises NotAllowed, and NotReady with the places `assignee`, `deadline`
    and `review_by`.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_assign(by, draft):
            raise NotAllowed(NOT_YOURS)
        wanted: dict[str, Account | date | None] = {
            "assignee": assignee,
            "deadline": deadline,
            "review_by": review_by,
        }
        before = {name: getattr(draft, name) for name in wanted}
        changed = [name for name, value in wanted.items() if before[name] != value]
        if not changed:
            return draft
        if problems := assignment_problems(draft, wanted, today=desk_day(now)):
            raise NotReady(problems)

        for name in changed:
            setattr(draft, name, wanted[name])
        if "review_by" in changed:
            draft.review_reminded_on = None
        draft.save()
        detail = {name: _said(wanted[name]) for name in changed}
        detail |= {f"{name}_before": _said(before[name]) for name in changed}
        audit("case_study.assigned", draft, by=by, now=now, detail=detail)
        _tell(draft, changed, before["assignee"], by=by, now=now)
        return draft


def assignment_problems(draft: CaseStudy, wanted: Mapping[str, Account | date | None], *, today: date) -> list[Problem]:
    """What stands against it, of those of `assignee`, `deadline` and `review_by` that are wanted and would change."""
    problems = []
    changed = [name for name, value in wanted.items() if getattr(draft, name) != value]
    assignee = wanted.get("assignee")
    if "assignee" in changed and isinstance(assignee, Account):
        if not assignee.is_active or assignee.is_system:
            problems.append(Problem(f"{name_of(assignee)} cannot sign in. Choose somebody else.", "assignee"))
        elif not can_see(assignee, draft):
            sentence = f"{name_of(assignee)} may not see this case study. Choose somebody else."
            problems.append(Problem(sentence, "assignee"))
    for name in ("deadline", "review_by"):
        day = wanted.get(name)
        if name in changed and isinstance(day, date) and day < today:
            problems.append(Problem("This day is past. Choose today or a later one.", name))
    return problems


def _said(value: Account | date | None) -> str:
    """For the audit: an account by its opaque id, a day in ISO form, nothing as nothing."""
    if isinstance(value, Account):
        return str(value.uuid)
    return value.isoformat() if value else ""


def _tell(draft: CaseStudy, changed: list[str], before: object, *, by: Account, now: datetime) -> None:
    until = f" It is due on {day_in_words(draft.deadline)}." if draft.deadline else ""
    assigned = NotificationKind.ASSIGNED
    if draft.assignee is not None and "assignee" in changed:
        sentence = f"{name_of(by)} assigned “{draft.title}” to you.{until}"
        notify(assigned, to=[draft.assignee], sentence=sentence, now=now, case_study=draft, but=by)
    elif draft.assignee is not None and "deadline" in changed:
        sentence = f"{name_of(by)} changed the deadline of “{draft.title}”.{until or ' It has none any more.'}"
        notify(assigned, to=[draft.assignee], sentence=sentence, now=now, case_study=draft, but=by)
    if isinstance(before, Account) and "assignee" in changed:
        sentence = f"“{draft.title}” is no longer assigned to you."
        notify(assigned, to=[before], sentence=sentence, now=now, case_study=draft, but=by)
