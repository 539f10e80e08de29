"""Remove an edition's text for a legal reason: one person asks, another agrees, and the public has it no more.

It is the one removal there is. The edition's number, digests, time and note stay, and so do the public notices about
it. Drafts and revisions are the desk's own, and stay with it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from casestudies.actions.index_edition import unindex
from casestudies.actions.lapse import lapse
from casestudies.actions.lock_case import lock_case_row
from casestudies.actions.lock_row import lock
from casestudies.actions.notify import concerned, notify, writers
from casestudies.actions.record import audit, log_change
from casestudies.actions.settle_versions import lock_versions, settle_versions
from casestudies.actions.stages import need_words
from casestudies.actions.tell_partnerships import tell_partnerships
from casestudies.actions.tell_translators import tell_translators
from casestudies.enums import ChangeEvent, NotificationKind, RedactionState
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import (
    Account,
    CaseStudy,
    Edition,
    EditionMedia,
    EditionPayload,
    PublicState,
    Redaction,
    RedactionRequest,
    Rendering,
)
from casestudies.permissions import can_agree, can_redact
from casestudies.queries.staff import name_of, who_may

NOT_YOURS = "You may not remove the text of an edition."
ASKED_YOURSELF = "You asked for this yourself. Somebody else has to agree."
GONE = "The text of this edition was removed already."


def ask_to_redact(edition: Edition, *, by: Account, now: datetime, reason: str) -> RedactionRequest:
    """Ask that the text be removed; whoever may agree is told. Raises NotAllowed, WrongStage, NotReady (`reason`)."""
    with transaction.atomic():
        draft = lock_case_row(edition.case_study_id)
        _need_person(by, draft)
        if Redaction.objects.filter(edition=edition).exists():
            raise WrongStage(GONE)
        if RedactionRequest.objects.filter(edition=edition, state=RedactionState.OPEN).exists():
            raise WrongStage("Somebody has asked for this already, and it waits for a second person.")
        reason = need_words(reason, "Give the legal reason. It is kept for good.", "reason")
        request = RedactionRequest.objects.create(edition=edition, reason=reason, asked_at=now, asked_by=by)
        audit("redaction.asked", draft, by=by, now=now, detail={"edition": edition.number, "reason": reason})
        sentence = f"{name_of(by)} asks you to remove the text of edition {edition.number} of “{draft.title}”: {reason}"
        _tell(who_may("redact_casestudy"), sentence, request, draft, by=by, now=now)
        return request


def refuse_redaction(request: RedactionRequest, *, by: Account, now: datetime, answer: str) -> RedactionRequest:
    """Leave the text where it is, for a reason; whoever asked takes the wish back, and says why or not.

    Raises NotAllowed, WrongStage, NotReady (`answer`).
    """
    with transaction.atomic():
        draft = lock_case_row(request.edition.case_study_id)
        _need_person(by, draft)
        open_request = _still_open(request)
        to: Iterable[Account]
        if open_request.asked_by_id == by.pk:
            _settle(open_request, RedactionState.TAKEN_BACK, by=by, now=now, answer=answer.strip())
            verb = "redaction.taken_back"
            to, did = who_may("redact_casestudy"), "no longer asks you"
        else:
            answer = need_words(answer, "Say why the text is to stay; whoever asked is told.", "answer")
            _settle(open_request, RedactionState.REFUSED, by=by, now=now, answer=answer)
            verb = "redaction.refused"
            to, did = [open_request.asked_by], "does not agree"
        number = open_request.edition.number
        audit(verb, draft, by=by, now=now, detail={"edition": number, "reason": open_request.answer})
        sentence = f"{name_of(by)} {did} to remove the text of edition {number} of “{draft.title}”"
        why = f": {open_request.answer}" if open_request.answer else "."
        _tell(to, sentence + why, open_request, draft, by=by, now=now)
        return open_request


def redact(request: RedactionRequest, *, by: Account, now: datetime) -> Redaction:
    """Agree: the text, its pictures' place in public and all that was made of it go for good, and every copy is told.

    The next text becomes a draft again, whatever was said of it: nobody has looked whether it holds the same. Raises
    NotAllowed, also for whoever asked, and WrongStage.
    """
    with transaction.atomic():
        draft = lock_case_row(request.edition.case_study_id)
        _need_person(by, draft)
        request = _still_open(request)
        if not can_agree(by, request):
            raise NotAllowed(ASKED_YOURSELF)
        edition = request.edition
        state, originals = lock_versions(draft)
        if state is None:
            raise WrongStage("This case study has no public page.")
        redaction = Redaction.objects.create(
            edition=edition, reason=request.reason, made_at=now, made_by=request.asked_by.uuid, seconded_by=by.uuid
        )
        _settle(request, RedactionState.DONE, by=by, now=now)
        log_change(ChangeEvent.REDACTED, edition, now=now)
        _remove_text(edition)
        if state.edition_id == edition.pk:
            _show_nothing(state)
            state.changed_at = now
        state.touch()
        state.save()
        settle_versions(state, originals)
        what = f"removed the text of edition {edition.number} of"
        detail: dict[str, Any] = {"edition": edition.number, "reason": request.reason}
        detail |= lapse(draft, by=by, now=now, did=what)
        draft.save()
        audit("case_study.redacted", draft, by=by, now=now, detail=detail)
        sentence = f"{name_of(request.asked_by)} and {name_of(by)} {what} “{draft.title}”: {request.reason}"
        to = [*concerned(draft), *writers(draft), *who_may("publish_casestudy"), request.asked_by]
        _tell(to, sentence, request, draft, by=by, now=now)
        tell_translators(draft, edition, ChangeEvent.REDACTED, now=now)
        # Not by its title, which was part of the text.
        called = f"{state.slug}, edition {edition.number}"
        tell_partnerships(draft, called, "removed for a legal reason", now=now)
        return redaction


def _need_person(by: Account, draft: CaseStudy) -> None:
    """Two people decide, and no program is one of them. Raises NotAllowed."""
    if not can_redact(by, draft) or by.is_system:
        raise NotAllowed(NOT_YOURS)


def _still_open(request: RedactionRequest) -> RedactionRequest:
    """Locked, as it stands now. Raises WrongStage when it was settled meanwhile."""
    rows = lock(RedactionRequest.objects.all()).select_related("edition__case_study", "asked_by")
    found = rows.get(pk=request.pk)
    if found.state != RedactionState.OPEN:
        raise WrongStage(f"This is settled already: {found.get_state_display().lower()}.")
    return found


def _settle(request: RedactionRequest, state: RedactionState, *, by: Account, now: datetime, answer: str = "") -> None:
    request.state, request.settled_by, request.settled_at, request.answer = state, by, now, answer
    request.save()


def _remove_text(edition: Edition) -> None:
    """What was published, and what was made of it. The models refuse, so it is said to the database itself."""
    with connection.cursor() as cursor:
        for model in (EditionPayload, EditionMedia):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE edition_id = %s', [edition.pk])
    Rendering.objects.filter(edition=edition).delete()


def _show_nothing(state: PublicState) -> None:
    """Nothing of the text is found, listed or named any more. `state` is still to be saved."""
    unindex(state)
    state.terms.all().delete()
    state.event_date = None
    state.link_states = {}


def _tell(
    to: Iterable[Account], sentence: str, request: RedactionRequest, draft: CaseStudy, *, by: Account, now: datetime
) -> None:
    notify(
        NotificationKind.REDACTION,
        to=to,
        sentence=sentence,
        now=now,
        case_study=draft,
        path=f"/admin/casestudies/edition/{request.edition_id}/redact/",
        but=by,
    )
