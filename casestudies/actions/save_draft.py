"""Save a draft: lock it, let a door write its rows, then settle what follows from them.

A door calls `lock_draft` before it reads what was typed, and `settle_draft` after it wrote the rows, in one
transaction. In between nothing of the draft can change under it.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify

from casestudies.actions.claim_slug import claim_slug
from casestudies.actions.index_draft import index_draft
from casestudies.actions.lapse import lapse
from casestudies.actions.lock_case import lock_case_row
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, NotReady, Problem, StaleDraft
from casestudies.models import Account, CaseStudy, Reference, Revision, Section, Source
from casestudies.permissions import can_edit
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.html import parse_html
from casestudies.prose.sanitise import clean
from casestudies.prose.text import cited_keys
from casestudies.publication.compare import compare
from casestudies.publication.compare_outline import Outline, outline
from casestudies.publication.numbering import FRAME_IDS
from casestudies.publication.snapshot import Snapshot, freeze, read_parts

NOT_YOURS = "You may not change this case study."
GONE = "Somebody deleted a record that you chose at the same moment. Choose another, and save again."
ORDERED_PARTS = (
    "sections",
    "objectives",
    "questions",
    "timeline",
    "figures",
    "parties",
    "classifications",
    "instruments",
    "contributions",
    "references",
)


def lock_draft(pk: int, *, by: Account, base_version: int) -> CaseStudy:
    """Lock the draft to the end of the transaction. Raises NotAllowed, WrongStage when it was deleted, and StaleDraft
    when it moved on.

    `base_version` is the version that the editor's screen began from.
    """
    draft = lock_case_row(pk)
    if not can_edit(by, draft):
        raise NotAllowed(NOT_YOURS)
    if draft.version != base_version:
        by_whom = draft.updated_by
        who = (by_whom.get_full_name() or by_whom.get_username()) if by_whom else "Somebody"
        raise StaleDraft(
            f"{who} saved this case study while you were writing. Nothing you typed is lost, and nothing was saved.",
            current=draft.version,
        )
    return draft


def settle_draft(case_study: CaseStudy, *, by: Account, now: datetime, slug_before: str = "") -> Revision | None:
    """Put the written rows in order and keep a revision; None when the text had not changed.

    Prose is made canonical, anchors and positions are filled in, cited sources become references. `slug_before` is
    the address that the draft had when the door locked it: the address is no part of the text, so that another one
    is a change of the draft without a revision. Raises NotAllowed, WrongStage when it was deleted, and NotReady with
    places as the snapshot names them; the caller's transaction must then be rolled back.
    """
    with transaction.atomic():
        draft = lock_case_row(case_study.pk)
        if not can_edit(by, draft):
            raise NotAllowed(NOT_YOURS)
        claim_slug(draft.slug, draft)
        read_parts(draft)
        for settle in (_number_parts, _settle_sections, _refer_to_cited):
            _read_anew(draft, settle(draft))
        _hold_what_it_rests_on()
        snapshot = freeze(draft)
        moved = {"slug": draft.slug, "slug_before": slug_before} if slug_before not in ("", draft.slug) else {}
        if (draft.content_digest, draft.teaching_digest) != (snapshot.content_digest, snapshot.teaching_digest):
            return _keep(draft, snapshot, moved, by=by, now=now)
        if moved:
            lapsed = lapse(draft, by=by, now=now)  # nobody approved that it be read there
            _touch(draft, by=by, now=now)
            draft.save()
            audit("case_study.saved", draft, by=by, now=now, detail=moved | lapsed)
        return None


def _hold_what_it_rests_on() -> None:
    """Sources and other records that the rows point at stay until the transaction ends. Raises NotReady.

    PostgreSQL looks for them at the commit, too late to say what is wrong; asked now, it keeps them as well. SQLite
    has one writer at a time.
    """
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic():
            connection.check_constraints()
    except IntegrityError as error:
        raise NotReady([Problem(GONE)]) from error


def _keep(draft: CaseStudy, snapshot: Snapshot, moved: dict[str, Any], *, by: Account, now: datetime) -> Revision:
    """A changed text: an approval or a schedule lapses, a revision and an audit entry are kept."""
    lapsed = lapse(draft, by=by, now=now)
    revision = keep_revision(draft, snapshot, by=by, now=now)
    verb = "case_study.created" if draft.version == 1 else "case_study.saved"
    audit(verb, draft, by=by, now=now, detail={"revision": revision.number} | lapsed | moved)
    return revision


def keep_revision(draft: CaseStudy, snapshot: Snapshot, *, by: Account, now: datetime) -> Revision:
    """The draft says what the snapshot says: its version goes up, and the revision of that number is kept."""
    draft.content_digest = snapshot.content_digest
    draft.teaching_digest = snapshot.teaching_digest
    _touch(draft, by=by, now=now)
    draft.save()
    index_draft(draft, snapshot.document, json.loads(snapshot.teaching)["notes"])
    before = Revision.objects.filter(case_study=draft).order_by("-number").first()
    return Revision.objects.create(
        case_study=draft,
        number=draft.version,
        outline=_outline(before, snapshot) if before else [],
        content=snapshot.content,
        teaching=snapshot.teaching,
        content_digest=snapshot.content_digest,
        teaching_digest=snapshot.teaching_digest,
        saved_at=now,
        saved_by=by,
    )


def _outline(before: Revision, snapshot: Snapshot) -> Outline:
    """What the text changes in the revision before, in short."""
    notes = json.loads(before.teaching)["notes"], json.loads(snapshot.teaching)["notes"]
    return outline(compare(json.loads(before.content), snapshot.document, notes=notes))


def _touch(draft: CaseStudy, *, by: Account, now: datetime) -> None:
    """Every screen that was opened before is stale from now on."""
    draft.version += 1
    draft.updated_at = now
    draft.updated_by = by


def _read_anew(draft: CaseStudy, parts: Sequence[str]) -> None:
    """Of the parts at hand, those that were written."""
    if parts:
        draft.refresh_from_db(fields=parts)
        read_parts(draft)


def _number_parts(draft: CaseStudy) -> list[str]:
    """Positions 1, 2, 3 … in the order they have, so that a row added at position 0 stays where it was put last.

    Returns the names of the parts that were written.
    """
    written = []
    for name in ORDERED_PARTS:
        rows = sorted(getattr(draft, name).all(), key=lambda row: (row.position == 0, row.position, row.pk))
        moved = []
        for position, row in enumerate(rows, start=1):
            if row.position != position:
                row.position = position
                moved.append(row)
        if moved:
            type(moved[0]).objects.bulk_update(moved, ["position"])
            written.append(name)
    return written


def _settle_sections(draft: CaseStudy) -> list[str]:
    problems: list[Problem] = []
    changed: list[Section] = []
    sections = list(draft.sections.all())
    taken = {section.anchor for section in sections if section.anchor} | FRAME_IDS
    for index, section in enumerate(sections):
        before = (section.prose, section.anchor)
        try:
            section.prose = clean(section.prose)
        except ProseTooLong as error:
            problems.append(Problem(str(error), f"sections[{index}].prose"))
        if section.anchor in FRAME_IDS:
            sentence = f"The page itself uses the anchor “{section.anchor}”. Choose another."
            problems.append(Problem(sentence, f"sections[{index}].anchor"))
        if not section.anchor:
            section.anchor = free_anchor(section.heading, taken)
            taken.add(section.anchor)
        if before != (section.prose, section.anchor):
            changed.append(section)
    if problems:
        raise NotReady(problems)
    Section.objects.bulk_update(changed, ["prose", "anchor"])
    return ["sections", "questions"] if changed else []  # a question knows its section's anchor


def free_anchor(heading: str, taken: set[str]) -> str:
    """An anchor made from the heading that no other section has."""
    stem = slugify(heading)[:70] or "section"
    anchor, suffix = stem, 2
    while anchor in taken:
        anchor, suffix = f"{stem}-{suffix}", suffix + 1
    return anchor


def _refer_to_cited(draft: CaseStudy) -> list[str]:
    """Make a reference of every cited source; a citation of a source that is not there is refused."""
    places: dict[str, str] = {}
    for index, section in enumerate(draft.sections.all()):
        for key in cited_keys(parse_html(section.prose)):
            places.setdefault(key, f"sections[{index}].prose")
    for index, event in enumerate(draft.timeline.all()):
        for item in event.citations:
            places.setdefault(item["key"], f"timeline[{index}].references")
    for index, party in enumerate(draft.parties.all()):
        for item in party.response_citations:
            places.setdefault(item["key"], f"parties[{index}].response.reference")
    sources = {source.key: source for source in Source.objects.filter(key__in=places)}
    missing = [
        Problem(f"“{key}” is cited here, but no source in the library has that key.", place)
        for key, place in places.items()
        if key not in sources
    ]
    if missing:
        raise NotReady(missing)
    references = list(draft.references.all())
    there = {reference.source_id for reference in references}
    last = max((reference.position for reference in references), default=0)
    new = [source for source in sources.values() if source.pk not in there]
    new.sort(key=lambda source: list(places).index(source.key))
    Reference.objects.bulk_create(
        Reference(case_study=draft, source=source, position=position)
        for position, source in enumerate(new, start=last + 1)
    )
    return ["references"] if new else []
