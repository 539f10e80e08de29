"""Bring back an earlier text: a whole revision or edition, or one section that was deleted. Itself a new revision.

All or nothing. What the draft says of its own comes back, teacher's notes included; shared records keep what the
library says of them now. A source, party, topic, person or picture that is no longer there is named, and then nothing
is restored.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from casestudies.actions.record import audit
from casestudies.actions.save_draft import lock_draft
from casestudies.actions.write_draft import write_draft
from casestudies.errors import NotReady, Problem
from casestudies.models import Account, CaseStudy, Edition, Revision
from casestudies.prose.html import parse_html
from casestudies.prose.text import figure_keys
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.texts import TextGone, text_of_edition, text_of_revision

Document = dict[str, Any]


def restore_revision(
    case_study: CaseStudy, revision: Revision, *, by: Account, now: datetime, base_version: int
) -> Revision | None:
    """Make the draft say what the revision says; the new revision, or None when it says so already.

    Raises NotAllowed, StaleDraft when somebody saved since `base_version`, and NotReady.
    """
    _belongs(revision, case_study)
    text = text_of_revision(revision)
    label = f"revision {revision.number}"
    return _write(case_study, dict(text.document), text.notes, label, by=by, now=now, base_version=base_version)


def restore_edition(
    case_study: CaseStudy, edition: Edition, *, by: Account, now: datetime, base_version: int
) -> Revision | None:
    """Make the draft say what the edition says; as `restore_revision`."""
    _belongs(edition, case_study)
    try:
        text = text_of_edition(edition)
    except TextGone as error:
        sentence = f"The text of edition {edition.number} was removed for a legal reason. It cannot be restored."
        raise NotReady([Problem(sentence)]) from error
    label = f"edition {edition.number}"
    return _write(case_study, dict(text.document), text.notes, label, by=by, now=now, base_version=base_version)


def restore_section(
    case_study: CaseStudy, section_uuid: str, revision: Revision, *, by: Account, now: datetime, base_version: int
) -> Revision:
    """Put a section of that revision, which the draft has no more, back where it stood; the new revision.

    Figures that it places come back with it, and questions that asked about it do so again. Raises NotAllowed,
    StaleDraft, and NotReady.
    """
    _belongs(revision, case_study)
    with transaction.atomic():
        draft = lock_draft(case_study.pk, by=by, base_version=base_version)
        snapshot = take_snapshot(draft)
        document = with_section(snapshot.document, json.loads(revision.content), section_uuid)
        notes = json.loads(snapshot.teaching)["notes"]
        label = f"section of revision {revision.number}"
        restored = _write(case_study, document, notes, label, by=by, now=now, base_version=base_version)
    if restored is None:
        raise NotReady([Problem("This section is in the draft already.")])
    return restored


def with_section(now: Mapping[str, Any], then: Mapping[str, Any], section_uuid: str) -> Document:
    """The document of now with a section as it was then. Raises NotReady when it is there, or was not there then."""
    old = {section["uuid"]: section for section in then["sections"]}
    sections = list(now["sections"])
    if section_uuid not in old:
        raise NotReady([Problem("That revision has no such section. Choose another revision in the history.")])
    if any(section["uuid"] == section_uuid for section in sections):
        raise NotReady([Problem("This section is in the draft already.")])
    section = dict(old[section_uuid])
    anchor = section["anchor"]
    if any(other["anchor"] == anchor for other in sections):
        section["anchor"] = ""  # made anew from the heading
    sections.insert(_place(section_uuid, list(old), [other["uuid"] for other in sections]), section)
    asked = {row["uuid"] for row in then["questions"] if row["section"] == anchor} if section["anchor"] else set()
    questions = [
        {**row, "section": anchor} if row["uuid"] in asked and not row["section"] else row for row in now["questions"]
    ]
    there = {figure["key"] for figure in now["figures"]}
    placed = set(figure_keys(parse_html(section["prose"]))) - there
    figures = [*now["figures"], *(figure for figure in then["figures"] if figure["key"] in placed)]
    return {**now, "sections": sections, "questions": questions, "figures": figures}


def _place(uuid: str, then: list[str], now: list[str]) -> int:
    """After the nearest section that stood before it and is still there; else first."""
    for before in reversed(then[: then.index(uuid)]):
        if before in now:
            return now.index(before) + 1
    return 0


def _write(
    case_study: CaseStudy,
    document: Document,
    notes: Mapping[str, str],
    label: str,
    *,
    by: Account,
    now: datetime,
    base_version: int,
) -> Revision | None:
    with transaction.atomic():
        draft = lock_draft(case_study.pk, by=by, base_version=base_version)
        written = write_draft(document, teaching=notes, slug=draft.slug, by=by, now=now)
        if written.version == draft.version:
            return None
        revision = Revision.objects.get(case_study=written, number=written.version)
        audit("case_study.restored", written, by=by, now=now, detail={"from": label, "revision": revision.number})
        return revision


def _belongs(row: Revision | Edition, case_study: CaseStudy) -> None:
    if row.case_study_id != case_study.pk:
        raise NotReady([Problem("This text belongs to another case study.")])
