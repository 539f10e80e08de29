"""Return a submitted, approved or scheduled text to its author, with the reason."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_case import lock_case
from casestudies.actions.notify import concerned, notify
from casestudies.actions.record import audit
from casestudies.actions.stages import drop_schedule, forget_approval, forget_reviewer, need_stage, need_words
from casestudies.actions.tell_recipients import cancel_with_approval
from casestudies.enums import NotificationKind, ScheduleState, Stage
from casestudies.errors import NotAllowed
from casestudies.models import Account, CaseStudy
from casestudies.permissions import can_review
from casestudies.queries.publication import in_desk_time
from casestudies.queries.staff import name_of

RETURNABLE = frozenset({Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED})


def return_draft(case_study: CaseStudy, *, by: Account, now: datetime, reason: str) -> CaseStudy:
    """Make it a draft again; the reason stays on the case study until the text is approved, and its author is told.

    An appointment is taken back with it. Raises NotAllowed, WrongStage, and NotReady with the place `reason`.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_review(by, draft):
            raise NotAllowed("You may not review this case study.")
        need_stage(draft, RETURNABLE, "Only a text in review, approved or scheduled can be returned.")
        reason = need_words(reason, "Say what is to be changed; the author sees it.", "reason")

        to = concerned(draft)
        before, draft.stage = draft.stage, Stage.DRAFT
        draft.returned_at, draft.returned_by, draft.return_reason = now, by, reason
        forget_reviewer(draft)
        forget_approval(draft)
        cancel_with_approval(draft, "The text is being changed.", by=by, now=now)
        schedule = drop_schedule(draft)
        draft.save()
        detail = {"stage": draft.stage, "stage_before": before, "reason": reason}
        if schedule is not None:
            detail["publish_at"] = schedule.publish_at.isoformat()
        audit("case_study.returned", draft, by=by, now=now, detail=detail)
        sentence = f"{name_of(by)} returned “{draft.title}”: {reason}"
        if schedule is not None and schedule.state == ScheduleState.WAITING:
            sentence = (
                f"{name_of(by)} returned “{draft.title}” and took back its appointment for "
                f"{in_desk_time(schedule.publish_at)}: {reason}"
            )
        notify(NotificationKind.RETURNED, to=to, sentence=sentence, now=now, case_study=draft, but=by)
        return draft
