"""Take back what was said of a text that has changed: its submission, its approval, its appointment."""

from datetime import datetime

from casestudies.actions.notify import concerned, notify
from casestudies.actions.stages import drop_schedule, forget_approval, forget_submission
from casestudies.actions.tell_recipients import cancel_with_approval
from casestudies.enums import NotificationKind, ScheduleState, Stage
from casestudies.models import Account, CaseStudy
from casestudies.queries.publication import in_desk_time
from casestudies.queries.staff import name_of

WAS = {
    Stage.IN_REVIEW: "It was in review",
    Stage.APPROVED: "Its approval has lapsed",
    Stage.SCHEDULED: "Its approval and its appointment have lapsed",
}


def lapse(draft: CaseStudy, *, by: Account, now: datetime, did: str = "changed") -> dict[str, str]:
    """Return a changed text to its first stage and tell those concerned; returns what the audit is to say.

    `did` is what happened to it, in their notices. Runs inside the save's transaction; the caller saves the draft.
    """
    if draft.stage == Stage.DRAFT:
        drop_schedule(draft)  # a failed one that nobody took away
        return {}
    to = concerned(draft)
    before = Stage(draft.stage)
    draft.stage, draft.lapsed_stage = Stage.DRAFT, before
    if before in (Stage.APPROVED, Stage.SCHEDULED):
        cancel_with_approval(draft, "The text is being changed.", by=by, now=now)
    forget_approval(draft)
    forget_submission(draft)
    schedule = drop_schedule(draft)
    said = {"lapsed": str(before)}
    lost = WAS[before]
    if schedule is not None and schedule.state == ScheduleState.WAITING:
        said["lapsed_schedule"] = schedule.publish_at.isoformat()
        lost = f"Its approval and its appointment for {in_desk_time(schedule.publish_at)} have lapsed"
    sentence = f"{name_of(by)} {did} “{draft.title}”. {lost}; it is a draft again."
    notify(NotificationKind.LAPSED, to=to, sentence=sentence, now=now, case_study=draft, but=by)
    return said
