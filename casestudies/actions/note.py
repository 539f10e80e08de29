"""Notes on a draft: written, answered, edited by who wrote them, resolved and opened again."""

import uuid
from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_case import lock_case
from casestudies.actions.lock_row import lock
from casestudies.actions.notify import notify
from casestudies.actions.record import audit
from casestudies.enums import NotificationKind
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, CaseStudy, Note, Section
from casestudies.permissions import can_discuss
from casestudies.prose.excerpt import one_line
from casestudies.queries.notes import may_be_mentioned, mentioned_names
from casestudies.queries.staff import name_of

LONGEST = 4000
LONGEST_PASSAGE = 1000


def write_note(
    case_study: CaseStudy,
    *,
    by: Account,
    now: datetime,
    body: str,
    section: uuid.UUID | None = None,
    passage: str = "",
    reply_to: Note | None = None,
) -> Note:
    """A note on the case study, a section of it, or the words `passage` of it; or a reply to a note.

    `@name` in it mentions an account, which is told; so are those who wrote in the thread of a reply. Raises
    NotAllowed, NotReady (nothing is said, too long, a mention of nobody), WrongStage (the note is another case's).
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        _may_discuss(by, draft)
        mentions = _read(body, draft)
        if reply_to is not None:
            if reply_to.case_study_id != draft.pk:
                raise WrongStage("This note belongs to another case study.")
            reply_to = reply_to.reply_to or reply_to
            if reply_to.resolved_at is not None:
                raise WrongStage("This note was resolved meanwhile. Open it again to answer it.")
            section, passage = None, ""
        if section is not None and not Section.objects.filter(case_study=draft, uuid=section).exists():
            section = None  # deleted meanwhile: what is said of it is kept all the same
        note = Note.objects.create(
            case_study=draft,
            reply_to=reply_to,
            section=section,
            passage=" ".join(passage.split())[:LONGEST_PASSAGE],
            body=body.strip(),
            folded=one_line(body),
            by=by,
            at=now,
        )
        note.mentions.set(mentions)
        audit("note.written", draft, by=by, now=now, detail={"note": str(note.uuid)})
        _tell(note, mentions, by=by, now=now)
        return note


def edit_note(note: Note, *, by: Account, now: datetime, body: str) -> Note:
    """Other words for one's own note. Whoever is newly mentioned is told. Raises NotAllowed, NotReady."""
    with transaction.atomic():
        draft = lock_case(note.case_study)
        _may_discuss(by, draft)
        locked = lock(Note.objects.all()).get(pk=note.pk)
        if locked.by_id != by.pk:
            raise NotAllowed("Only who wrote a note can edit it.")
        mentions = _read(body, draft)
        before = set(locked.mentions.values_list("pk", flat=True))
        if body.strip() == locked.body:
            return locked
        locked.body, locked.folded, locked.edited_at = body.strip(), one_line(body), now
        locked.save(update_fields=["body", "folded", "edited_at"])
        locked.mentions.set(mentions)
        audit("note.edited", draft, by=by, now=now, detail={"note": str(locked.uuid)})
        _mention(locked, [account for account in mentions if account.pk not in before], by=by, now=now)
        return locked


def resolve_note(note: Note, *, by: Account, now: datetime) -> Note:
    """The note and its replies are dealt with. Raises NotAllowed, WrongStage."""
    return _settle(note, by=by, now=now, resolved=True)


def reopen_note(note: Note, *, by: Account, now: datetime) -> Note:
    """It is not. Raises NotAllowed, WrongStage."""
    return _settle(note, by=by, now=now, resolved=False)


def _settle(note: Note, *, by: Account, now: datetime, resolved: bool) -> Note:
    with transaction.atomic():
        draft = lock_case(note.case_study)
        _may_discuss(by, draft)
        locked = lock(Note.objects.all()).get(pk=note.pk)
        if locked.reply_to_id is not None:
            raise WrongStage("A reply is resolved with the note that it answers.")
        if (locked.resolved_at is not None) == resolved:
            raise WrongStage("Somebody did this already.")
        locked.resolved_at, locked.resolved_by = (now, by) if resolved else (None, None)
        locked.save(update_fields=["resolved_at", "resolved_by"])
        verb = "note.resolved" if resolved else "note.reopened"
        audit(verb, draft, by=by, now=now, detail={"note": str(locked.uuid)})
        return locked


def _may_discuss(by: Account, draft: CaseStudy) -> None:
    if not can_discuss(by, draft):
        raise NotAllowed("You may not write notes on this case study.")


def _read(body: str, draft: CaseStudy) -> list[Account]:
    """Whom the words mention. Raises NotReady."""
    if not body.strip():
        raise NotReady([Problem("Write something first.", "body")])
    if len(body.strip()) > LONGEST:
        raise NotReady([Problem(f"A note has at most {LONGEST:,} characters.", "body")])
    names = mentioned_names(body)
    found = {account.username.lower(): account for account in may_be_mentioned(draft, names)}
    unknown = [name for name in names if name.lower() not in found]
    if unknown:
        raise NotReady([Problem(f"There is nobody called @{unknown[0]} who sees this case study.", "body")])
    return list(found.values())


def _tell(note: Note, mentions: list[Account], *, by: Account, now: datetime) -> None:
    _mention(note, mentions, by=by, now=now)
    if note.reply_to is None:
        return
    told = {account.pk for account in mentions}
    thread = Account.objects.filter(pk__in=_wrote_in(note.reply_to) - told)
    notify(
        NotificationKind.REPLIED,
        to=thread,
        but=by,
        sentence=f"{name_of(by)} answered a note on “{note.case_study.title}”: {_beginning(note.body)}",
        now=now,
        case_study=note.case_study,
        path=path_of(note),
    )


def _mention(note: Note, accounts: list[Account], *, by: Account, now: datetime) -> None:
    notify(
        NotificationKind.MENTIONED,
        to=accounts,
        but=by,
        sentence=f"{name_of(by)} mentioned you in a note on “{note.case_study.title}”: {_beginning(note.body)}",
        now=now,
        case_study=note.case_study,
        path=path_of(note),
    )


def path_of(note: Note) -> str:
    """Where the note is read."""
    return f"/admin/casestudies/casestudy/{note.case_study_id}/notes/#note-{note.reply_to_id or note.pk}"


def _wrote_in(first: Note) -> set[int]:
    writers = Note.objects.filter(reply_to=first).values_list("by_id", flat=True)
    return {pk for pk in [first.by_id, *writers] if pk is not None}


def _beginning(body: str) -> str:
    text = " ".join(body.split())
    return text if len(text) <= 160 else f"{text[:159].rstrip()}…"
