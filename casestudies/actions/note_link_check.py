"""Write down what a source's link answered, and tell whoever relies on it when it died."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from django.db import transaction
from django.db.models import F

from casestudies.actions.lock_row import lock
from casestudies.actions.notify import concerned, notify
from casestudies.actions.show_links import are_links_shown, show_links_of
from casestudies.enums import LinkState, NotificationKind
from casestudies.errors import NotAllowed
from casestudies.models import Account, AuditEntry, Source
from casestudies.permissions import can_edit_library
from casestudies.queries.link_states import FAILING, cases_resting_on, is_approved_somewhere

DEAD_AFTER = timedelta(days=1)


class Answered(Enum):
    """What a link did when it was asked."""

    WELL = "well"
    ELSEWHERE = "elsewhere"  # it leads to another page
    REFUSED = "refused"  # it answers, but not to programs: nothing is known
    GONE = "gone"  # it says itself that there is nothing
    FAILED = "failed"  # no answer, or an error: it may come back
    UNSAFE = "unsafe"  # it leads where nobody should follow


@dataclass(frozen=True)
class LinkFound:
    """`note` says it for the desk. `copy_url` and `copy_on` are what an archive answered, if anything."""

    answered: Answered
    note: str
    copy_url: str = ""
    copy_on: date | None = None


def note_link_check(pk: int, url: str, found: LinkFound, *, by: Account, now: datetime) -> Source | None:
    """Write it down; None when the source is gone or has another address by now.

    A link is dead when it says so itself, or fails twice a day or more apart. One that a person marked as dangerous
    stays so. An archived copy is taken over where none is recorded and no approved text rests on the source. When the
    link dies or turns dangerous, those concerned with the case studies that cite it are told, and readers are led to
    the archived copy, page by page, once that is written down. Raises NotAllowed.
    """
    if not can_edit_library(by):
        raise NotAllowed("You may not change the library.")
    with transaction.atomic():
        source = lock(Source.objects.all()).filter(pk=pk).first()
        if source is None or source.url != url:
            return None
        before = source.link_state
        source.link_checked_at = now
        if not is_marked_by_hand(source):
            _judge(source, found, now)
        copied = _take_copy(source, found)
        _write(source, copied)
        if source.link_state != before:
            detail = {"link": source.link_state, "link_before": before, "note": source.link_note}
            audit_source("source.link_changed", source, detail, by=by, now=now)
        if copied:
            detail = {"archived_url": source.archived_url, "answered_by": "archive.org"}
            audit_source("source.archived", source, detail, by=by, now=now)
        if source.link_state != before and source.link_state in FAILING:
            tell_of_link(source, now=now)
    if source.link_state in FAILING or are_links_shown(source):
        show_links_of(source)
    return source


def mark_dangerous(source: Source, dangerous: bool, *, by: Account, now: datetime) -> Source:
    """Say that nobody should follow a source's link, or take that back. Raises NotAllowed."""
    if not can_edit_library(by):
        raise NotAllowed("You may not change the library.")
    with transaction.atomic():
        row = lock(Source.objects.all()).get(pk=source.pk)
        before = row.link_state
        row.link_failed_since = None
        row.link_state = LinkState.DANGEROUS if dangerous else LinkState.UNCHECKED
        row.link_note = f"Marked as dangerous by {by.get_full_name() or by.get_username()}." if dangerous else ""
        if row.link_state == before:
            return row
        _write(row, copied=False)
        detail = {"link": row.link_state, "link_before": before}
        audit_source("source.link_changed", row, detail, by=by, now=now)
        if dangerous:
            tell_of_link(row, now=now, but=by)
    show_links_of(row)
    return row


def is_marked_by_hand(source: Source) -> bool:
    """What a program found dangerous has failed since then; what a person marked has not."""
    return source.link_state == LinkState.DANGEROUS and source.link_failed_since is None


def tell_of_link(source: Source, *, now: datetime, but: Account | None = None) -> None:
    """Tell those concerned with each case study that rests on the source."""
    what = "is marked as dangerous" if source.link_state == LinkState.DANGEROUS else "no longer answers"
    path = f"/admin/casestudies/source/with-key/{source.key}/"
    for case_study in cases_resting_on(source):
        sentence = f"The link of “{source.title}” {what}. “{case_study.title}” rests on it."
        notify(
            NotificationKind.SOURCE_CHANGED,
            to=concerned(case_study),
            sentence=sentence,
            now=now,
            case_study=case_study,
            path=path,
            but=but,
        )


def audit_source(verb: str, source: Source, detail: dict[str, str], *, by: Account, now: datetime) -> None:
    AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb=verb,
        subject_type="source",
        subject_id=str(source.uuid),
        subject_label=str(source)[:300],
        detail=detail,
    )


def _judge(source: Source, found: LinkFound, now: datetime) -> None:
    source.link_note = found.note[:300]
    match found.answered:
        case Answered.WELL | Answered.ELSEWHERE:
            source.link_failed_since = None
            source.link_state = LinkState.OK if found.answered is Answered.WELL else LinkState.REDIRECTED
        case Answered.REFUSED:
            source.link_failed_since = None
            if source.link_state in FAILING:
                source.link_state = LinkState.UNCHECKED
        case Answered.GONE:
            source.link_failed_since = source.link_failed_since or now
            source.link_state = LinkState.DEAD
        case Answered.UNSAFE:
            source.link_failed_since = source.link_failed_since or now
            source.link_state = LinkState.DANGEROUS
        case Answered.FAILED:
            source.link_failed_since = source.link_failed_since or now
            if now - source.link_failed_since >= DEAD_AFTER and source.link_state != LinkState.DANGEROUS:
                source.link_state = LinkState.DEAD


def _take_copy(source: Source, found: LinkFound) -> bool:
    if source.archived_url or not found.copy_url or is_approved_somewhere(source):
        return False
    source.archived_url, source.archived_on = found.copy_url, found.copy_on
    source.link_note = f"{source.link_note} Archive.org has a copy, which nobody opened yet."[:300]
    return True


def _write(source: Source, copied: bool) -> None:
    """Past the form's own count of saves, unless what somebody may be typing over has changed."""
    names = ("link_state", "link_checked_at", "link_note", "link_failed_since")
    fields = {name: getattr(source, name) for name in names}
    if copied:
        fields |= {"archived_url": source.archived_url, "archived_on": source.archived_on}
        fields |= {"save_count": F("save_count") + 1}
    Source.objects.filter(pk=source.pk).update(**fields)
