"""A checker's word on a statement: tick it, dispute it, ask about it, or take the word back.

Whoever reads needs no lock to read: two checkers may work on one draft at once. Each word locks the draft for a
moment, finds the statement in the text as it stands, and refuses to cover what somebody else said in between.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.lock_statement import LockedStatement, lock_statement
from casestudies.actions.notify import concerned, notify
from casestudies.actions.record import audit
from casestudies.actions.stages import need_words
from casestudies.enums import NotificationKind, Verdict
from casestudies.errors import NotAllowed, NotReady, Problem, StaleDraft
from casestudies.models import Account, CaseStudy, Checker, CheckRequest, Verification
from casestudies.queries.checking import checker_name, mark_of, progress_of

MOST_NOTE = 4_000  # characters of a remark
SHOWN = 160  # characters of a statement in a notification
SAID = {Verdict.CHECKED: "checked", Verdict.DISPUTED: "disputed", Verdict.ASKED: "asked about"}


def tick_statement(
    case_study: CaseStudy, key: str, *, by: Checker, now: datetime, seen: str | None = None
) -> Verification:
    """Say that the statement stands as its sources have it, at every place that says the same.

    `seen` is `mark_of` what the checker's screen showed of the statement, None when there was no screen. Raises
    NotAllowed, StaleDraft.
    """
    with transaction.atomic():
        locked = lock_statement(case_study, key, by=by, now=now)
        verification = _say(locked, Verdict.CHECKED, "", by=by, now=now, seen=seen)
        _tell_if_finished(locked, by=by, now=now)
        return verification


def dispute_statement(
    case_study: CaseStudy, key: str, *, by: Checker, now: datetime, note: str, seen: str | None = None
) -> Verification:
    """Say that the statement does not stand, and why; tell the desk. Raises NotAllowed, StaleDraft, NotReady."""
    return _object(case_study, key, Verdict.DISPUTED, note, by=by, now=now, seen=seen)


def ask_about_statement(
    case_study: CaseStudy, key: str, *, by: Checker, now: datetime, note: str, seen: str | None = None
) -> Verification:
    """Ask what must be known before the statement can be ticked. Raises NotAllowed, StaleDraft, NotReady."""
    return _object(case_study, key, Verdict.ASKED, note, by=by, now=now, seen=seen)


def clear_verdict(case_study: CaseStudy, key: str, *, by: Checker, now: datetime, seen: str | None = None) -> None:
    """Take back what was said of the statement; it is open again.

    Who was asked by e-mail takes back their own word alone. Raises NotAllowed, StaleDraft.
    """
    with transaction.atomic():
        locked = lock_statement(case_study, key, by=by, now=now)
        standing = locked.standing
        if standing is None:
            return
        _refuse_unseen(locked, by=by, seen=seen)
        if isinstance(by, CheckRequest) and standing.checker != by:
            raise NotAllowed("Somebody else said this. You can give a word of your own.")
        standing.delete()
        audit("statement.cleared", locked.draft, by=by, now=now, detail=_detail(locked, standing))


def _object(
    case_study: CaseStudy, key: str, verdict: Verdict, note: str, *, by: Checker, now: datetime, seen: str | None
) -> Verification:
    with transaction.atomic():
        locked = lock_statement(case_study, key, by=by, now=now)
        sentence = "Say what is wrong with it." if verdict == Verdict.DISPUTED else "Say what you need to know."
        note = need_words(note, sentence, "note")
        if len(note) > MOST_NOTE:
            raise NotReady([Problem(f"Write no more than {MOST_NOTE:,} characters.", "note")])
        verification = _say(locked, verdict, note, by=by, now=now, seen=seen)
        text = locked.statement.text
        notify(
            NotificationKind.DISPUTED,
            to=concerned(locked.draft),
            sentence=f"{checker_name(by)} {SAID[verdict]} “{_cut(text)}” in “{locked.draft.title}”: {note}",
            now=now,
            case_study=locked.draft,
            path=check_path(locked.draft),
            but=by if isinstance(by, Account) else None,
        )
        return verification


def _say(
    locked: LockedStatement, verdict: Verdict, note: str, *, by: Checker, now: datetime, seen: str | None
) -> Verification:
    _refuse_unseen(locked, by=by, seen=seen)
    before, statement = locked.standing, locked.statement
    verification, _ = Verification.objects.update_or_create(
        case_study=locked.draft,
        statement_key=statement.key,
        defaults={
            "text": statement.text,
            "verdict": verdict,
            "note": note,
            "by": by if isinstance(by, Account) else None,
            "request": by if isinstance(by, CheckRequest) else None,
            "at": now,
        },
    )
    detail = _detail(locked, before) | ({"note": note} if note else {})
    audit(f"statement.{verdict}", locked.draft, by=by, now=now, detail=detail)
    return verification


def _refuse_unseen(locked: LockedStatement, *, by: Checker, seen: str | None) -> None:
    """Somebody else's word that the checker has not seen is not covered by theirs."""
    standing = locked.standing
    if seen is None or standing is None or mark_of(standing) == seen or standing.checker == by:
        return
    said = f"{checker_name(standing.checker)} {SAID[Verdict(standing.verdict)]} this statement while you were reading"
    # Who was asked by e-mail reads no remark of the desk's.
    said += f": “{standing.note}”." if standing.note and isinstance(by, Account) else "."
    raise StaleDraft(f"{said} Nothing of yours was recorded; decide again.", current=locked.draft.version)


def _tell_if_finished(locked: LockedStatement, *, by: Checker, now: datetime) -> None:
    """With the tick that completes the checking, not with those given again afterwards."""
    said = {**locked.verdicts, locked.statement.key: Verification(verdict=Verdict.CHECKED)}
    after = progress_of(locked.statements, said)
    if locked.progress.is_complete or not after.is_complete:
        return
    notify(
        NotificationKind.CHECKED,
        to=concerned(locked.draft),
        sentence=f"Every statement of “{locked.draft.title}” is checked: {after.checked} of {after.statements}.",
        now=now,
        case_study=locked.draft,
        path=check_path(locked.draft),
        but=by if isinstance(by, Account) else None,
    )


def check_path(draft: CaseStudy) -> str:
    """The address of the checking screen."""
    return f"/admin/casestudies/casestudy/{draft.pk}/check/"


def _detail(locked: LockedStatement, before: Verification | None) -> dict[str, Any]:
    detail = {"statement": locked.statement.key, "text": locked.statement.text}
    return detail | ({"before": before.verdict} if before else {})


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
