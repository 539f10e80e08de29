"""Publish: make an edition of the draft, with everything that follows from it, in one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.end_round import end_round
from casestudies.actions.follow_coverage import follow_coverage
from casestudies.actions.lock_case import lock_case, refuse_other_text, refuse_stale
from casestudies.actions.notify import concerned, notify
from casestudies.actions.project import project
from casestudies.actions.publication_checks import check_approval, check_kind, check_new, check_ready, last_edition
from casestudies.actions.record import audit, log_change
from casestudies.actions.save_draft import keep_revision
from casestudies.actions.show_links import show_links_anew
from casestudies.actions.sign_editions import sign_edition
from casestudies.actions.tell_partnerships import tell_partnerships
from casestudies.actions.tell_recipients import close_at_publication
from casestudies.actions.tell_translators import tell_translators
from casestudies.enums import EVENT_OF_KIND, EditionKind, NotificationKind
from casestudies.errors import NotAllowed
from casestudies.models import (
    Account,
    CaseStudy,
    Correction,
    Edition,
    EditionMedia,
    EditionPayload,
    MediaFile,
    Revision,
)
from casestudies.permissions import can_publish
from casestudies.publication.chain import edition_digest, to_the_millisecond
from casestudies.publication.render import render_article
from casestudies.publication.snapshot import SCHEMA_VERSION, Snapshot, take_snapshot
from casestudies.queries.checking import fact_check_summary


def publish(
    case_study: CaseStudy,
    *,
    by: Account,
    now: datetime,
    kind: EditionKind,
    change_note: str,
    base_version: int | None = None,
    expected: tuple[str, str] | None = None,
    override_reason: str = "",
    scheduled_for: datetime | None = None,
) -> Edition:
    """Make the next edition of a case study and return it.

    `change_note` is public and required. `base_version` is the version of the draft that the publisher saw, and
    `expected` its content and teaching digests, since a shared record changes the text without a save; None when
    there was nobody to see them. The text has to be approved; `override_reason` says why it is published without, and
    is kept and flagged in the audit if it was needed. `scheduled_for` is the time of an appointment that is kept.
    Raises NotAllowed, StaleDraft, WrongStage, NothingToPublish, NotReady.
    """
    now = to_the_millisecond(now)
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_publish(by, draft):
            raise NotAllowed("You may not publish this case study.")
        refuse_stale(draft, base_version, "publish")
        snapshot = take_snapshot(draft)
        refuse_other_text(draft, snapshot, expected)
        previous = last_edition(draft)
        check_kind(draft, kind, previous)
        check_new(snapshot, previous)
        overrides = check_approval(draft, snapshot, by=by, override_reason=override_reason)
        check_ready(draft, snapshot, change_note)
        to = concerned(draft)

        fact_check = fact_check_summary(draft, snapshot.document)
        rendered = render_article(snapshot.document, fact_check["marks"])
        edition = _write_edition(draft, snapshot, fact_check, previous, kind, change_note.strip(), by=by, now=now)
        correction = None
        if kind == EditionKind.CORRECTION:
            correction = Correction.objects.create(edition=edition, note=edition.change_note, made_at=now)
        state = project(edition, snapshot.document, rendered, now=now, correction=correction)
        show_links_anew(state, snapshot.document, previous)
        entry = log_change(EVENT_OF_KIND[kind], edition, now=now)
        sign_edition(edition, now=now)
        follow_coverage(state, entry, now=now)
        close_at_publication(draft, edition, slug=state.slug, now=now)
        detail: dict[str, Any] = {"edition": edition.number, "kind": kind, "approved": not overrides}
        if overrides:
            detail |= {"override": "four eyes", "reason": override_reason.strip()}
        if scheduled_for is not None:
            detail["scheduled_for"] = scheduled_for.isoformat()
        detail |= end_round(draft, now=now)
        audit("case_study.published", draft, by=by, now=now, detail=detail, flagged=overrides)
        _keep_as_saved(draft, snapshot, by=by, now=now)
        notify(
            NotificationKind.PUBLISHED,
            to=to,
            sentence=f"Edition {edition.number} of “{draft.title}” is published.",
            now=now,
            case_study=draft,
            but=by,
        )
        tell_translators(draft, edition, EVENT_OF_KIND[kind], now=now)
        if correction is not None:
            tell_partnerships(draft, edition.title, "corrected", now=now)
        return edition


def _write_edition(
    draft: CaseStudy,
    snapshot: Snapshot,
    fact_check: dict[str, Any],
    previous: Edition | None,
    kind: EditionKind,
    change_note: str,
    *,
    by: Account,
    now: datetime,
) -> Edition:
    number = previous.number + 1 if previous else 1
    facts: dict[str, Any] = {
        "number": number,
        "kind": kind,
        "published_at": now,
        "change_note": change_note,
        "content_digest": snapshot.content_digest,
        "teaching_digest": snapshot.teaching_digest,
        "fact_check": fact_check,
        "previous_digest": previous.edition_digest if previous else "",
    }
    edition = Edition.objects.create(
        case_study=draft,
        published_by=by.uuid,
        schema_version=SCHEMA_VERSION,
        edition_digest=edition_digest(case_uuid=draft.uuid, **facts),
        **facts,
    )
    EditionPayload.objects.create(edition=edition, content=snapshot.content, teaching=snapshot.teaching)
    shown = {figure["sha256"] for figure in snapshot.document["figures"] if figure["sha256"]}
    for media in MediaFile.objects.filter(sha256__in=shown):
        EditionMedia.objects.create(edition=edition, media=media)
    return edition


def _keep_as_saved(draft: CaseStudy, snapshot: Snapshot, *, by: Account, now: datetime) -> None:
    """The library may have changed the text since the last save: what was published is then the text as last saved,
    and among the revisions.
    """
    digests = {"content_digest": snapshot.content_digest, "teaching_digest": snapshot.teaching_digest}
    if (draft.content_digest, draft.teaching_digest) != tuple(digests.values()):
        draft.content_digest, draft.teaching_digest = snapshot.content_digest, snapshot.teaching_digest
        if not Revision.objects.filter(case_study=draft, **digests).exists():
            keep_revision(draft, snapshot, by=by, now=now)
    draft.save()
