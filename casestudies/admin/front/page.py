"""What the desk shows: lists first, each with why it is there, then three small charts."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.admin.edition_line import has_changes, line_of
from casestudies.admin.front import charts
from casestudies.admin.front.calendar import calendar_of
from casestudies.admin.front.partners import partners_context
from casestudies.admin.front.shown import MOST, Shown
from casestudies.enums import ScheduleState, Stage
from casestudies.permissions import can_create, can_see_drafts
from casestudies.queries import desk
from casestudies.queries.approval import approvals_standing
from casestudies.queries.checking import progress_of_all
from casestudies.queries.drafts import audit_seen_by, drafts_seen_by
from casestudies.queries.figures import figures
from casestudies.queries.latest_documents import latest_documents
from casestudies.queries.overrides import overrides_to_look_at
from casestudies.queries.publication import desk_day
from casestudies.queries.staff import name_of

AHEAD = timedelta(days=30)


def desk_context(request, context):
    """The template's context; a constant number of queries, and one more for each list that leaves rows out."""
    account = request.user
    context |= partners_context(account)
    if not can_see_drafts(account):
        return context | {"title": _("Desk"), "may_see": False, "told": Shown(desk.unread(account))}
    now = timezone.now()
    today = desk_day(now)
    if not drafts_seen_by(account).exists():
        return context | {"title": _("Desk"), "may_see": True, "is_empty": True, "may_add": can_create(account)}
    waiting = Shown(desk.waiting(account))
    in_review = Shown(desk.in_review(account))
    mine = Shown(desk.own_drafts(account))
    others = Shown(desk.other_drafts(account).exclude(pk__in=[row.pk for row in (*waiting, *in_review)]))
    shown = {row.pk: row for row in (*in_review, *mine, *waiting, *others)}
    progress = progress_of_all(latest_documents(shown.values()))
    stand = {draft.pk for draft in approvals_standing(waiting)}
    may_look = account.has_perm("casestudies.publish_casestudy")
    found = figures(now)
    return context | {
        "title": _("Desk"),
        "may_see": True,
        "may_add": can_create(account),
        "today": today,
        "told": Shown(desk.unread(account)),
        "waiting": waiting.rows(lambda draft: row_of(draft, progress, reason(draft, account, stand))),
        "waiting_more": waiting.more,
        "in_review": in_review.rows(lambda draft: row_of(draft, progress, review(draft))),
        "in_review_more": in_review.more,
        "mine": mine.rows(lambda draft: row_of(draft, progress)),
        "mine_more": mine.more,
        "others": others.rows(lambda draft: row_of(draft, progress)),
        "others_more": others.more,
        "calendar": calendar_of(account, today),
        "review_due": list(desk.to_look_at_again(account, today + AHEAD)[:MOST]),
        "notes": Shown(desk.notes_for(account)),
        "reports": Shown(desk.new_reports(account)),
        "broken": Shown(desk.broken_sources(account)) if account.has_perm("casestudies.view_source") else [],
        "overrides": Shown(audit_seen_by(overrides_to_look_at(), account)) if may_look else [],
        "output": charts.output(found.months),
        "ages": charts.ages(found.ages),
        "live": found.live,
        "checked": charts.checked(found),
    }


def row_of(draft, progress, why=""):
    return {
        "draft": draft,
        "line": line_of(draft),
        "has_changes": has_changes(draft),
        "progress": progress.get(draft.pk),
        "why": why,
    }


def reason(draft, account, stand=()) -> str:
    """Why a case study waits for the account, in a sentence; `stand` are the rows whose approval covers their text."""
    schedule = getattr(draft, "schedule", None)
    if schedule and schedule.state == ScheduleState.FAILED:
        return _("It was not published as scheduled: %(failure)s") % {"failure": schedule.failure}
    match draft.stage:
        case Stage.IN_REVIEW if draft.reviewer_id == account.pk:
            return _("You are reviewing it.")
        case Stage.IN_REVIEW:
            return _("%(who)s submitted it; nobody reviews it yet.") % {"who": name_of(draft.submitted_by)}
        case Stage.APPROVED if draft.pk not in stand:
            words = _("%(who)s approved it, and its text changed since: a source or another shared record did.")
            return words % {"who": name_of(draft.approved_by)}
        case Stage.APPROVED:
            return _("%(who)s approved it. It can be published.") % {"who": name_of(draft.approved_by)}
    if draft.returned_at:
        return _("Returned: %(reason)s") % {"reason": draft.return_reason}
    if draft.lapsed_stage:
        return _("Its text changed, so it is a draft again.")
    return _("Assigned to you.")


def review(draft) -> str:
    if draft.reviewer:
        return _("%(who)s reviews it.") % {"who": name_of(draft.reviewer)}
    return _("Nobody reviews it yet.")
