"""End a round of work on a case study: its text is published, and the next one starts as a draft."""

from datetime import datetime
from typing import Any

from casestudies.actions.close_links import close_links_of_round
from casestudies.actions.stages import drop_schedule, forget_approval, forget_return, forget_submission
from casestudies.enums import Stage
from casestudies.models import CaseStudy
from casestudies.queries.publication import desk_day


def end_round(draft: CaseStudy, *, now: datetime) -> dict[str, Any]:
    """Spend approval, appointment and deadline, lift the limit, close private links; returns what the audit is to say.

    The assignee stays: the case study is still theirs. A review date that has come is met by the new edition; a later
    one stays. Runs inside the action's transaction; the caller saves the draft.
    """
    said: dict[str, Any] = {"stage": Stage.DRAFT, "stage_before": draft.stage}
    draft.stage = Stage.DRAFT
    draft.lapsed_stage = ""
    draft.deadline = None
    forget_approval(draft)
    forget_submission(draft)
    forget_return(draft)
    drop_schedule(draft)
    said |= close_links_of_round(draft, now=now)
    if draft.is_limited:
        said["limit_lifted"] = True
        draft.is_limited = False
        draft.limited_to.clear()
    if draft.review_by is not None and draft.review_by <= desk_day(now):
        said["review_by_before"] = draft.review_by.isoformat()
        draft.review_by = draft.review_reminded_on = None
    return said
