"""Submit a draft for review."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_case import lock_case, refuse_stale
from casestudies.actions.notify import notify
from casestudies.actions.record import audit
from casestudies.actions.stages import forget_reviewer, need_stage
from casestudies.enums import NotificationKind, Stage
from casestudies.errors import NotAllowed, NothingToPublish
from casestudies.models import Account, CaseStudy, Edition
from casestudies.permissions import can_submit
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.staff import name_of, who_may

NOT_YOURS = "You may not submit this case study for review."
ONLY_DRAFTS = "Only a draft can be submitted."


def submit(case_study: CaseStudy, *, by: Account, now: datetime, base_version: int | None = None) -> CaseStudy:
    """Hand the draft over to those who review, and tell them.

    What blocks publication does not stop it: the author sees the warnings, and the reviewer may have them mended.
    `base_version` is the version that the author saw. Raises NotAllowed, StaleDraft, WrongStage, NothingToPublish.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_submit(by, draft):
            raise NotAllowed(NOT_YOURS)
        refuse_stale(draft, base_version, "submit it")
        need_stage(draft, {Stage.DRAFT}, ONLY_DRAFTS)
        _refuse_nothing_new(draft)

        draft.stage = Stage.IN_REVIEW
        draft.submitted_at, draft.submitted_by = now, by
        draft.lapsed_stage = ""
        forget_reviewer(draft)
        draft.save()
        detail = {"stage": draft.stage, "stage_before": Stage.DRAFT, "version": draft.version}
        audit("case_study.submitted", draft, by=by, now=now, detail=detail)
        notify(
            NotificationKind.SUBMITTED,
            to=who_may("review_casestudy"),
            sentence=f"{name_of(by)} submitted “{draft.title}” for review.",
            now=now,
            case_study=draft,
            but=by,
        )
        return draft


def _refuse_nothing_new(draft: CaseStudy) -> None:
    last = Edition.objects.filter(case_study=draft).order_by("-number").first()
    if last is None:
        return
    snapshot = take_snapshot(draft)
    if (snapshot.content_digest, snapshot.teaching_digest) == (last.content_digest, last.teaching_digest):
        raise NothingToPublish(nothing_new(last.number))


def nothing_new(number: int) -> str:
    return f"The draft says word for word what edition {number} says."
