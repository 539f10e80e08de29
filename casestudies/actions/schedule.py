"""Make an appointment for the publication of a text, and take it back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.lock_case import lock_case, refuse_other_text
from casestudies.actions.notify import concerned, notify
from casestudies.actions.publication_checks import check_approval, check_kind, check_new, check_ready, last_edition
from casestudies.actions.record import audit
from casestudies.actions.stages import drop_schedule, leave_schedule
from casestudies.enums import EditionKind, NotificationKind, ScheduleState, Stage
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, CaseStudy, Schedule
from casestudies.permissions import can_publish
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.publication import in_desk_time
from casestudies.queries.staff import name_of


def schedule(
    case_study: CaseStudy,
    *,
    by: Account,
    now: datetime,
    publish_at: datetime,
    kind: EditionKind,
    change_note: str,
    expected: tuple[str, str],
    override_reason: str = "",
) -> Schedule:
    """Have the approved text published at `publish_at`, in the name of `by`; an appointment that is there is moved.

    Everything is checked as if it were published now, and again when the time has come. `expected` and
    `override_reason` are as in `publish`. Raises NotAllowed, StaleDraft, WrongStage, NothingToPublish, NotReady.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_publish(by, draft):
            raise NotAllowed("You may not schedule this case study.")
        snapshot = take_snapshot(draft)
        refuse_other_text(draft, snapshot, expected)
        previous = last_edition(draft)
        check_kind(draft, kind, previous)
        check_new(snapshot, previous)
        overrides = check_approval(draft, snapshot, by=by, override_reason=override_reason)
        if publish_at <= now:
            raise NotReady([Problem("Choose a time that is still to come.", "publish_at")])
        check_ready(draft, snapshot, change_note)

        before = drop_schedule(draft)
        made = Schedule.objects.create(
            case_study=draft,
            publish_at=publish_at,
            kind=kind,
            change_note=change_note.strip(),
            content_digest=snapshot.content_digest,
            teaching_digest=snapshot.teaching_digest,
            override_reason=override_reason.strip() if overrides else "",
            scheduled_by=by,
            scheduled_at=now,
        )
        detail: dict[str, Any] = {"publish_at": publish_at.isoformat(), "kind": kind}
        detail |= {"stage": Stage.SCHEDULED, "stage_before": draft.stage}
        if before is not None:
            detail["publish_at_before"] = before.publish_at.isoformat()
        if overrides:
            detail |= {"override": "four eyes", "reason": made.override_reason}
        draft.stage = Stage.SCHEDULED
        draft.save()
        audit("case_study.scheduled", draft, by=by, now=now, detail=detail, flagged=overrides)
        sentence = f"{name_of(by)} scheduled “{draft.title}” for {in_desk_time(publish_at)}."
        notify(NotificationKind.SCHEDULED, to=concerned(draft), sentence=sentence, now=now, case_study=draft, but=by)
        return made


def unschedule(case_study: CaseStudy, *, by: Account, now: datetime) -> CaseStudy:
    """Take the appointment back, or put a failed one away; a text whose approval stands is approved as before.

    Raises NotAllowed, WrongStage.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_publish(by, draft):
            raise NotAllowed("You may not schedule this case study.")
        to = concerned(draft)
        dropped = drop_schedule(draft)
        if dropped is None:
            raise WrongStage("This text has no appointment for publication.")
        before = draft.stage
        leave_schedule(draft, take_snapshot(draft))
        draft.save()
        detail = {"publish_at": dropped.publish_at.isoformat(), "stage": draft.stage, "stage_before": before}
        audit("case_study.unscheduled", draft, by=by, now=now, detail=detail)
        if dropped.state == ScheduleState.WAITING:
            when = in_desk_time(dropped.publish_at)
            sentence = f"{name_of(by)} took back the appointment of “{draft.title}” for {when}."
            notify(NotificationKind.SCHEDULED, to=to, sentence=sentence, now=now, case_study=draft, but=by)
        return draft
