"""Approve a text: exactly this one, and by somebody who did not write it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.lock_case import lock_case, refuse_other_text
from casestudies.actions.notify import concerned, notify
from casestudies.actions.publication_checks import check_ready
from casestudies.actions.record import audit
from casestudies.actions.stages import forget_return, need_stage
from casestudies.enums import NotificationKind, Stage
from casestudies.errors import NotAllowed
from casestudies.models import Account, CaseStudy
from casestudies.permissions import can_approve, can_override, can_review
from casestudies.publication.snapshot import Snapshot, take_snapshot
from casestudies.queries.approval import approval_stands
from casestudies.queries.staff import name_of, names_of, who_may


def approve(
    case_study: CaseStudy,
    *,
    by: Account,
    now: datetime,
    expected: tuple[str, str],
    override_reason: str = "",
) -> CaseStudy:
    """Bind an approval to the content and teaching digests of the text that was read, `expected`.

    `override_reason` says why its own author approves it; it is kept, and flagged in the audit. An approval that no
    longer stands, because a source changed, is given anew. Raises NotAllowed, WrongStage, StaleDraft, NotReady.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        overrides = _check_four_eyes(draft, by=by, override_reason=override_reason)
        snapshot = take_snapshot(draft)
        _check_stage(draft, snapshot)
        refuse_other_text(draft, snapshot, expected)
        check_ready(draft, snapshot)

        before, draft.stage = draft.stage, Stage.APPROVED
        draft.approved_content_digest, draft.approved_teaching_digest = expected
        draft.approved_at, draft.approved_by = now, by
        draft.lapsed_stage = ""
        forget_return(draft)
        draft.save()
        detail: dict[str, Any] = {"stage": draft.stage, "stage_before": before, "content_digest": expected[0]}
        if overrides:
            detail |= {"override": "four eyes", "reason": override_reason.strip()}
        audit("case_study.approved", draft, by=by, now=now, detail=detail, flagged=overrides)
        notify(
            NotificationKind.APPROVED,
            to=[*concerned(draft), *who_may("publish_casestudy")],
            sentence=f"{name_of(by)} approved “{draft.title}”. It can be published.",
            now=now,
            case_study=draft,
            but=by,
        )
        return draft


def _check_four_eyes(draft: CaseStudy, *, by: Account, override_reason: str) -> bool:
    """Returns whether the reason was needed. Raises NotAllowed with a sentence that says who may."""
    if can_approve(by, draft):
        return False
    overrides = can_override(by, draft)
    if overrides and override_reason.strip():
        return True
    others = [account for account in who_may("review_casestudy") if can_approve(account, draft)]
    who = f"{names_of(others)} may." if others else "At present nobody else may: make somebody an editor."
    if not can_review(by, draft):
        raise NotAllowed(f"You may not approve this case study. {who}")
    own = f"You wrote or submitted this text, so somebody else has to approve it: {who}"
    raise NotAllowed(f"{own} Or give the reason why you approve it yourself." if overrides else own)


def _check_stage(draft: CaseStudy, snapshot: Snapshot) -> None:
    if draft.stage == Stage.APPROVED and not approval_stands(draft, snapshot):
        return
    need_stage(draft, {Stage.IN_REVIEW}, "Only a text in review can be approved.")
