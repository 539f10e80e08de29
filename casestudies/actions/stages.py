"""What the actions of the workflow share: refusing the wrong stage, and forgetting what was said of a text."""

from collections.abc import Collection

from casestudies.actions.lock_row import lock_to_delete
from casestudies.enums import Stage
from casestudies.errors import NotReady, Problem, WrongStage
from casestudies.models import CaseStudy, Schedule
from casestudies.publication.snapshot import Snapshot
from casestudies.queries.approval import approval_stands

IS_NOW = {
    Stage.DRAFT: "This text is a draft.",
    Stage.IN_REVIEW: "This text is in review.",
    Stage.APPROVED: "This text is approved.",
    Stage.SCHEDULED: "This text is scheduled.",
}


def need_stage(draft: CaseStudy, stages: Collection[Stage], rule: str) -> None:
    """Raises WrongStage: where the text stands, and the rule that it breaks."""
    if draft.stage not in stages:
        raise WrongStage(f"{IS_NOW[Stage(draft.stage)]} {rule}")


def need_words(text: str, sentence: str, place: str) -> str:
    """The text without the white space around it. Raises NotReady when nothing is left."""
    if not text.strip():
        raise NotReady([Problem(sentence, place)])
    return text.strip()


def forget_approval(draft: CaseStudy) -> None:
    draft.approved_content_digest = draft.approved_teaching_digest = ""
    draft.approved_at = draft.approved_by = None


def forget_reviewer(draft: CaseStudy) -> None:
    draft.reviewer = draft.review_began_at = None


def forget_submission(draft: CaseStudy) -> None:
    draft.submitted_at = draft.submitted_by = None
    forget_reviewer(draft)


def forget_return(draft: CaseStudy) -> None:
    draft.returned_at = draft.returned_by = None
    draft.return_reason = ""


def drop_schedule(draft: CaseStudy) -> Schedule | None:
    """Delete the appointment, waiting or failed; returns what it said, None when there was none."""
    schedule = lock_to_delete(Schedule.objects.all()).filter(case_study=draft).first()
    if schedule is not None:
        Schedule.objects.filter(pk=schedule.pk).delete()
    return schedule


def leave_schedule(draft: CaseStudy, snapshot: Snapshot) -> None:
    """The stage of a text whose appointment is gone: approved, if exactly this one is; else a draft."""
    if draft.stage != Stage.SCHEDULED:
        return
    if approval_stands(draft, snapshot):
        draft.stage = Stage.APPROVED
        return
    draft.stage = Stage.DRAFT
    draft.lapsed_stage = Stage.APPROVED if draft.approved_content_digest else ""
    forget_approval(draft)
    forget_submission(draft)
