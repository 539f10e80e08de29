"""Makes a draft of a Word document: sections, figures, notes for the editor, and a report of what was lost."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.utils.text import slugify

from casestudies.actions.begin_draft import NewNote, begin_draft
from casestudies.actions.save_draft import free_anchor
from casestudies.actions.store_media import store_media
from casestudies.enums import FigureKind, SectionKind
from casestudies.errors import CasebookError, NotAllowed
from casestudies.exchange.word.package import open_package
from casestudies.exchange.word.reading import WordText, read_word
from casestudies.models import Account, CaseStudy
from casestudies.permissions import can_create
from casestudies.pictures.errors import BadPicture
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.tidy import check_length
from casestudies.publication.numbering import FRAME_IDS
from casestudies.publication.snapshot import SCHEMA_VERSION
from casestudies.queries.free_slug import free_slug
from casestudies.queries.publication import publication

LONGEST_NOTE = 4000


@dataclass(frozen=True)
class Imported:
    """The draft, what came along in numbers, and in sentences what did not."""

    draft: CaseStudy
    came: Counter[str]
    lost: tuple[str, ...]


def import_word(data: bytes, name: str, *, by: Account, now: datetime) -> Imported:
    """Raises NotAllowed, CasebookError where the file cannot be read, and NotReady where its text cannot be kept.

    Then no draft was made. Pictures that were stored before stay in the store, where nothing shows them.
    """
    if not can_create(by):
        raise NotAllowed("You may not begin case studies.")
    package = open_package(data)
    text = read_word(package)
    _refuse_too_long(text)
    lost = [f"{count} × {what}" for what, count in sorted(package.lost.items())]
    lost += text.left
    figures = _figures(text, lost, by=by)
    title = (text.title or PurePath(name).stem.replace("_", " ").strip() or "Untitled")[:200]
    if not text.title:
        lost.append("No paragraph has the style Title, so the draft is called like the file")
    document = _document(title, text, figures)
    notes = [
        NewNote(row["uuid"], note.passage, f"Footnote in the Word document: {note.body}"[:LONGEST_NOTE])
        for row, section in zip(document["sections"], text.sections, strict=True)
        for note in section.notes
    ]
    if lost:
        said = "\n".join(f"– {sentence}" for sentence in lost)
        notes.insert(0, NewNote(None, "", f"Imported from “{name[:200]}”. Not kept as it was:\n{said}"[:LONGEST_NOTE]))
    slug = free_slug(slugify(title))
    draft = begin_draft(document, slug=slug, notes=notes, by=by, now=now)
    footnotes = sum(len(section.notes) for section in text.sections)
    came = Counter({"sections": len(text.sections), "figures": len(figures), "footnotes": footnotes})
    return Imported(draft, came, tuple(lost))


def _refuse_too_long(text: WordText) -> None:
    for section in text.sections:
        try:
            check_length(section.prose)
        except ProseTooLong as error:
            raise CasebookError(f"The section “{section.heading}”: {error}") from error


def _figures(text: WordText, lost: list[str], *, by: Account) -> list[dict[str, Any]]:
    """A figure for every picture that can be one, without alternative text: somebody has to look at it."""
    rows = []
    for picture in text.pictures:
        try:
            media = store_media(picture.data, by=by)
        except BadPicture as error:
            lost.append(f"The picture {picture.key}: {error}")
            continue
        if picture.described:
            lost.append(f"The description of {picture.key}, to be written anew: “{picture.described[:300]}”")
        rows.append(
            {
                "key": picture.key,
                "kind": FigureKind.IMAGE.value,
                "sha256": media.sha256,
                "video_url": "",
                "alt": "",
                "caption": "",
                "credit": "",
                "licence": None,
            }
        )
    return rows


def _document(title: str, text: WordText, figures: list[dict[str, Any]]) -> dict[str, Any]:
    """The draft in the shape of a snapshot; figures whose picture was refused are not placed."""
    kept = {row["key"] for row in figures}
    taken: set[str] = set(FRAME_IDS)
    sections = []
    for section in text.sections:
        anchor = free_anchor(section.heading, taken)
        taken.add(anchor)
        prose = re.sub(
            r'<figure data-figure="([^"]*)"></figure>',
            lambda found: found[0] if found[1] in kept else "",
            section.prose,
        )
        kind = SectionKind.RECORD.value
        row = {"uuid": str(uuid4()), "anchor": anchor, "heading": section.heading, "kind": kind, "prose": prose}
        sections.append(row)
    empty = ("topics", "jurisdictions", "contributors", "objectives", "questions", "timeline", "parties")
    return {
        "schema_version": SCHEMA_VERSION,
        "uuid": str(uuid4()),
        "title": title,
        "question": "",
        "summary": "",
        "language": "en",
        "licence": {"key": publication().default_licence},
        "event": {"when": None},
        "at_a_glance": dict.fromkeys(("what_happened", "who", "when", "disputed", "why_it_matters"), ""),
        "disclosures": dict.fromkeys(("competing_interests", "funding", "ai_use"), ""),
        **{name: [] for name in empty},
        "classifications": [],
        "instruments": [],
        "sources": [],
        "sections": sections,
        "figures": figures,
    }
