"""Withdraw a case study from the public, and reinstate it: each with a public reason."""

import json
from datetime import datetime

from django.db import transaction

from casestudies.actions.index_edition import index_edition, unindex
from casestudies.actions.lock_case import lock_case
from casestudies.actions.notify import concerned, notify, writers
from casestudies.actions.record import audit, log_change
from casestudies.actions.settle_versions import lock_versions, settle_versions
from casestudies.actions.tell_partnerships import tell_partnerships
from casestudies.actions.tell_recipients import cancel_with_approval
from casestudies.actions.tell_translators import tell_translators
from casestudies.enums import ChangeEvent, NoticeKind, NotificationKind, PublicStatus
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, CaseStudy, PublicState, Withdrawal
from casestudies.permissions import can_withdraw
from casestudies.queries.staff import name_of, who_may


def withdraw(case_study: CaseStudy, *, by: Account, now: datetime, reason: str) -> Withdrawal:
    """Put a notice in place of the text. The editions stay, under a banner. Raises NotAllowed, WrongStage, NotReady."""
    return _notice(case_study, NoticeKind.WITHDRAWN, by=by, now=now, reason=reason)


def reinstate(case_study: CaseStudy, *, by: Account, now: datetime, reason: str) -> Withdrawal:
    """Bring a withdrawn text back. Raises NotAllowed, WrongStage, NotReady."""
    return _notice(case_study, NoticeKind.REINSTATED, by=by, now=now, reason=reason)


# What each notice needs the public status to be, what it makes it, what it is called, and why it is refused.
STEPS = {
    NoticeKind.WITHDRAWN: (
        PublicStatus.LIVE,
        PublicStatus.WITHDRAWN,
        ChangeEvent.WITHDRAWN,
        "Only a case study that is live can be withdrawn.",
    ),
    NoticeKind.REINSTATED: (
        PublicStatus.WITHDRAWN,
        PublicStatus.LIVE,
        ChangeEvent.REINSTATED,
        "Only a withdrawn case study can be reinstated.",
    ),
}

NOT_YOURS = "You may not withdraw or reinstate this case study."
DONE = {NoticeKind.WITHDRAWN: "withdrew", NoticeKind.REINSTATED: "reinstated"}


def _notice(case_study: CaseStudy, kind: NoticeKind, *, by: Account, now: datetime, reason: str) -> Withdrawal:
    needed, then, event, refusal = STEPS[kind]
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_withdraw(by, draft):
            raise NotAllowed(NOT_YOURS)
        state, originals = lock_versions(draft)
        if state is None or state.status != needed:
            raise WrongStage(refusal)
        if not reason.strip():
            raise NotReady([Problem("Give the public reason.", "reason")])
        notice = Withdrawal.objects.create(
            edition=state.edition, kind=kind, reason=reason.strip(), made_at=now, made_by=by.uuid
        )
        state.status = then
        state.withdrawal = {"reason": notice.reason, "at": now.isoformat()} if kind == NoticeKind.WITHDRAWN else None
        state.touch()
        state.changed_at = now
        state.save()
        settle_versions(state, originals)
        _let_find(state)
        log_change(event, state.edition, now=now)
        audit(event, draft, by=by, now=now, detail={"edition": state.edition.number, "reason": notice.reason})
        notify(
            NotificationKind.WITHDRAWN,
            to=[*concerned(draft), *writers(draft), *who_may("publish_casestudy")],
            sentence=f"{name_of(by)} {DONE[kind]} “{draft.title}”: {notice.reason}",
            now=now,
            case_study=draft,
            but=by,
        )
        tell_translators(draft, state.edition, event, now=now)
        if kind == NoticeKind.WITHDRAWN:
            cancel_with_approval(draft, "The case study was withdrawn.", by=by, now=now)
            tell_partnerships(draft, state.edition.title, "withdrawn", now=now)
        return notice


def _let_find(state: PublicState) -> None:
    """Only what is live is found."""
    edition = state.edition
    if state.status == PublicStatus.LIVE and hasattr(edition, "payload") and hasattr(edition, "rendering"):
        rendering = edition.rendering
        index_edition(state, json.loads(edition.payload.content), rendering.contents, rendering.card)
    else:
        unindex(state)
