"""What every action leaves behind: the audit entry, the change-log entry, the outbox row."""

from datetime import datetime
from typing import Any

from django.db import connection

from casestudies.enums import ChangeEvent, TermKind
from casestudies.models import (
    AuditEntry,
    CaseStudy,
    ChangeLogEntry,
    ChangeSubject,
    ChangeTopic,
    Checker,
    Edition,
    OutboxEvent,
    PublicState,
    PublishedTerm,
)
from casestudies.publication.chain import change_digest, to_the_millisecond

# Any fixed number will do; every process that writes the change log must take the same lock.
CHANGE_LOG_LOCK = 0x0CA5EB00


def audit(
    verb: str,
    subject: CaseStudy,
    *,
    by: Checker,
    now: datetime,
    detail: dict[str, Any] | None = None,
    flagged: bool = False,
) -> AuditEntry:
    """Record who did what to a case study. `verb` is an event in the past tense: `case_study.saved`."""
    return AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb=verb,
        subject_type="case_study",
        subject_id=str(subject.uuid),
        subject_label=subject.title[:300],
        detail=detail or {},
        flagged=flagged,
    )


def lock_change_log() -> None:
    """Hold the order of changes to the commit: whoever writes a change, public or a partner's, does so after another.

    PostgreSQL hands out numbers before commit, so a reader could pass a late one; the advisory lock is held to
    the commit and keeps the order. SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHANGE_LOG_LOCK])


def last_sequence() -> int:
    """The number of the last change; to be asked under the lock by who writes one."""
    return ChangeLogEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def log_change(event: ChangeEvent, edition: Edition, *, now: datetime) -> ChangeLogEntry:
    """Append to the site's change log and to the outbox, in the transaction of the change itself.

    Called when the public state is written: the entry keeps the address and the topics that it has now.
    """
    now = to_the_millisecond(now)
    lock_change_log()
    last = ChangeLogEntry.objects.order_by("-sequence").first()
    sequence = last.sequence + 1 if last else 1
    previous = last.digest if last else ""
    case_uuid = edition.case_study.uuid
    entry = ChangeLogEntry.objects.create(
        sequence=sequence,
        event=event,
        case_uuid=case_uuid,
        edition_number=edition.number,
        edition_digest=edition.edition_digest,
        at=now,
        previous_digest=previous,
        digest=change_digest(
            sequence=sequence,
            event=event,
            case_uuid=case_uuid,
            edition_number=edition.number,
            digest_of_edition=edition.edition_digest,
            at=now,
            previous_digest=previous,
        ),
    )
    _keep_subject(entry, edition.case_study)
    OutboxEvent.objects.create(
        event=event,
        case_uuid=case_uuid,
        payload={"sequence": sequence, "edition": edition.number, "edition_digest": edition.edition_digest},
        created_at=now,
    )
    return entry


def _keep_subject(entry: ChangeLogEntry, case_study: CaseStudy) -> None:
    state = PublicState.objects.filter(case_study=case_study).only("slug").first()
    if state is None:
        return
    ChangeSubject.objects.create(entry=entry, slug=state.slug)
    carried = PublishedTerm.objects.filter(state=state, kind=TermKind.TOPIC).values_list("key", flat=True)
    slugs = dict.fromkeys(carried, False)
    earlier = ChangeLogEntry.objects.filter(case_uuid=entry.case_uuid, sequence__lt=entry.sequence)
    before = ChangeTopic.objects.filter(entry__in=earlier.order_by("-sequence").values("pk")[:1], is_left=False)
    for slug in before.values_list("slug", flat=True):
        slugs.setdefault(slug, True)
    ChangeTopic.objects.bulk_create(
        ChangeTopic(entry=entry, slug=slug, is_left=is_left) for slug, is_left in slugs.items()
    )
