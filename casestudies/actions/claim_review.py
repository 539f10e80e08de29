"""Claim a submitted text for review, and release it to the others again."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_case import lock_case
from casestudies.actions.record import audit
from casestudies.actions.stages import forget_reviewer, need_stage
from casestudies.enums import Stage
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Account, CaseStudy
from casestudies.permissions import can_approve, can_assign, can_review
from casestudies.queries.staff import name_of


def claim_review(case_study: CaseStudy, *, by: Account, now: datetime) -> CaseStudy:
    """Say that one is reviewing the text, with a view to approving it; claiming it twice changes nothing.

    Raises NotAllowed, WrongStage.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_review(by, draft):
            raise NotAllowed("You may not review this case study.")
        need_stage(draft, {Stage.IN_REVIEW}, "Only a text in review can be claimed.")
        if not can_approve(by, draft):
            raise NotAllowed("You wrote or submitted this text, so somebody else has to review it.")
        if draft.reviewer_id == by.pk:
            return draft
        if draft.reviewer is not None:
            raise WrongStage(f"{name_of(draft.reviewer)} is reviewing this text. Ask them to release it.")
        draft.reviewer, draft.review_began_at = by, now
        draft.save()
        audit("case_study.review_claimed", draft, by=by, now=now)
        return draft


def release_review(case_study: CaseStudy, *, by: Account, now: datetime) -> CaseStudy:
    """Let go of a text that was claimed; whoever assigns work may do it for the reviewer.

    Raises NotAllowed, WrongStage.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not (can_review(by, draft) or can_assign(by, draft)):
            raise NotAllowed("You may not review this case study.")
        need_stage(draft, {Stage.IN_REVIEW}, "Nobody is reviewing it.")
        if draft.reviewer is None:
            raise WrongStage("Nobody has claimed this text for review.")
        if draft.reviewer_id != by.pk and not can_assign(by, draft):
            raise NotAllowed(f"{name_of(draft.reviewer)} is reviewing this text and can release it.")
        detail = {"reviewer": str(draft.reviewer.uuid)}
        forget_reviewer(draft)
        draft.save()
        audit("case_study.review_released", draft, by=by, now=now, detail=detail)
        return draft
