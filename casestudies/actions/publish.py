"""Publish: make an edition of the draft, with everything that follows from it, in one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.claim_slug import taken_slug
from casestudies.actions.project import project
from casestudies.actions.record import audit, log_change
from casestudies.actions.save_draft import keep_revision
from casestudies.enums import EVENT_OF_KIND, EditionKind, PublicStatus, Stage
from casestudies.errors import NotAllowed, NothingToPublish, NotReady, Problem, StaleDraft, WrongStage
from casestudies.models import (
    Account,
    CaseStudy,
    Correction,
    Edition,
    EditionMedia,
    EditionPayload,
    MediaFile,
    PublicState,
    Revision,
)
from casestudies.permissions import can_publish
from casestudies.publication.chain import edition_digest, to_the_millisecond
from casestudies.publication.render import Rendered, render_article
from casestudies.publication.snapshot import SCHEMA_VERSION, Snapshot, take_snapshot
from casestudies.readiness import blockers


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
) -> Edition:
    """Make the next edition of a case study and return it.

    `change_note` is public and required. `base_version` is the version of the draft that the publisher saw, and
    `expected` its content and teaching digests, since a shared record changes the text without a save; None when
    there was nobody to see them. `override_reason` says why nobody else approved the text; it is kept and flagged in
    the audit. Raises NotAllowed, StaleDraft, WrongStage, NothingToPublish, NotReady.
    """
    now = to_the_millisecond(now)
    with transaction.atomic():
        draft = CaseStudy.objects.select_for_update(of=("self",)).get(pk=case_study.pk)
        if not can_publish(by, draft):
            raise NotAllowed("You may not publish this case study.")
        if base_version is not None and base_version != draft.version:
            raise StaleDraft(
                "Somebody saved this case study after you opened it. Look at the new text, then publish.",
                current=draft.version,
            )
        snapshot = take_snapshot(draft)
        if expected is not None and expected != (snapshot.content_digest, snapshot.teaching_digest):
            raise StaleDraft(
                "A source or another shared record changed since you opened this page; look again.",
                current=draft.version,
            )
        previous = Edition.objects.filter(case_study=draft).order_by("-number").first()
        _check_kind(draft, kind, previous)
        _check_content(draft, snapshot, previous, change_note)

        rendered = render_article(snapshot.document)
        edition = _write_edition(draft, snapshot, rendered, previous, kind, change_note.strip(), by=by, now=now)
        correction = None
        if kind == EditionKind.CORRECTION:
            correction = Correction.objects.create(edition=edition, note=edition.change_note, made_at=now)
        project(edition, snapshot.document, rendered, now=now, correction=correction)
        log_change(EVENT_OF_KIND[kind], edition, now=now)
        detail: dict[str, Any] = {
            "edition": edition.number,
            "kind": kind,
            "approved": bool(draft.approved_content_digest),
        }
        if override_reason:
            detail["override"] = "four eyes"
            detail["reason"] = override_reason
        audit("case_study.published", draft, by=by, now=now, detail=detail, flagged=bool(override_reason))
        _return_to_draft(draft, snapshot, by=by, now=now)
        return edition


def _check_kind(draft: CaseStudy, kind: EditionKind, previous: Edition | None) -> None:
    if previous is None and kind != EditionKind.INITIAL:
        raise WrongStage("This case study was never published: its first edition is neither update nor correction.")
    if previous is not None and kind == EditionKind.INITIAL:
        raise WrongStage(f"Edition {previous.number} is there already: publish an update or a correction.")
    state = PublicState.objects.filter(case_study=draft).first()
    if state and state.status == PublicStatus.WITHDRAWN:
        raise WrongStage("This case study is withdrawn. Reinstate it before you publish a new edition.")


def _check_content(draft: CaseStudy, snapshot: Snapshot, previous: Edition | None, change_note: str) -> None:
    digests = (snapshot.content_digest, snapshot.teaching_digest)
    approved = (draft.approved_content_digest, draft.approved_teaching_digest)
    if draft.approved_content_digest and approved != digests:
        raise WrongStage("The text differs from the one that was approved. Have it approved again.")
    if previous and digests == (previous.content_digest, previous.teaching_digest):
        raise NothingToPublish(f"The draft says word for word what edition {previous.number} says.")
    problems = blockers(snapshot.document)
    taken = taken_slug(draft.slug, draft)
    if taken:
        problems.insert(0, taken)
    if not change_note.strip():
        problems.insert(0, Problem("Say in public what this edition changes.", "change_note"))
    if problems:
        raise NotReady(problems)


def _write_edition(
    draft: CaseStudy,
    snapshot: Snapshot,
    rendered: Rendered,
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
        "fact_check": {"statements": rendered.statement_count, "checked": 0, "checkers": []},
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


def _return_to_draft(draft: CaseStudy, snapshot: Snapshot, *, by: Account, now: datetime) -> None:
    """The next text starts as a draft; the approval was spent.

    The library may have changed the text since the last save. What was published is then the text as last saved,
    and among the revisions.
    """
    draft.stage = Stage.DRAFT
    draft.approved_content_digest = draft.approved_teaching_digest = ""
    draft.approved_at = draft.approved_by = None
    digests = {"content_digest": snapshot.content_digest, "teaching_digest": snapshot.teaching_digest}
    if (draft.content_digest, draft.teaching_digest) != tuple(digests.values()):
        draft.content_digest, draft.teaching_digest = snapshot.content_digest, snapshot.teaching_digest
        if not Revision.objects.filter(case_study=draft, **digests).exists():
            keep_revision(draft, snapshot, by=by, now=now)
    draft.save()
