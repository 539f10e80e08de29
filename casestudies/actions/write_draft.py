"""Write a whole draft from a document: what import, the seeds and restoring an old text have in common."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction

from casestudies.actions.lock_row import lock
from casestudies.actions.name_original import name_original
from casestudies.actions.row_writer import RowWriter
from casestudies.actions.save_draft import settle_draft
from casestudies.actions.write_shared_parts import write_shared_parts
from casestudies.enums import FigureKind
from casestudies.errors import NotAllowed, NotReady
from casestudies.models import (
    Account,
    CaseStudy,
    DiscussionQuestion,
    Figure,
    LearningObjective,
    MediaFile,
    Section,
    TimelineEvent,
    Topic,
)
from casestudies.permissions import can_edit
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.sanitise import clean
from casestudies.publication.snapshot import take_snapshot

Row = Mapping[str, Any]


def write_draft(
    document: Row,
    *,
    teaching: Mapping[str, str],
    slug: str,
    by: Account,
    now: datetime,
) -> CaseStudy:
    """Make the draft with the document's UUID say what the document says; a new one where there is none.

    `document` has the shape of a snapshot (publication/snapshot.py); `teaching` maps a question's UUID to its
    note. Shared records and pictures are found by key or digest and must be there. Rows that stay keep their
    identity, and what is the same is not written. Raises NotAllowed, and NotReady with every problem found, each at
    its place in the document; then nothing was written.
    """
    with transaction.atomic():
        draft = lock(CaseStudy.objects.all()).filter(uuid=document["uuid"]).first()
        draft = draft or CaseStudy(uuid=UUID(document["uuid"]))
        if not can_edit(by, draft):
            raise NotAllowed("You may not change this case study.")
        slug_before = draft.slug
        if draft.pk and slug == slug_before and _says(draft, document, teaching):
            return draft
        writer = _Writer(document, teaching)
        writer.write(draft, slug)
        if writer.problems:
            raise NotReady(writer.problems)
        settle_draft(draft, by=by, now=now, slug_before=slug_before)
        draft.refresh_from_db()
        return draft


def _says(draft: CaseStudy, document: Row, teaching: Mapping[str, str]) -> bool:
    """Whether the draft is word for word the document, as a text that is restored may be."""
    snapshot = take_snapshot(draft)
    return snapshot.document == document and json.loads(snapshot.teaching)["notes"] == teaching


class _Writer(RowWriter):
    """The parts of a draft, one after the other."""

    def __init__(self, document: Row, teaching: Mapping[str, str]) -> None:
        super().__init__(document)
        self.teaching = teaching

    def write(self, draft: CaseStudy, slug: str) -> None:
        before = _values(draft)
        self._frame(draft, slug)
        if self.problems:
            return
        self.is_new = draft.pk is None
        if self.is_new or _values(draft) != before:
            draft.save()
        draft.topics.set(self.found(Topic, "slug", [row["slug"] for row in self.document["topics"]], "topics"))
        sections = self._sections(draft)
        self._questions(draft, sections)
        self._plain_parts(draft)
        self._figures(draft)
        write_shared_parts(self, draft)

    def _frame(self, draft: CaseStudy, slug: str) -> None:
        document, glance, disclosures = self.document, self.document["at_a_glance"], self.document["disclosures"]
        draft.slug = slug
        for name in ("title", "question", "summary", "language"):
            setattr(draft, name, document[name])
        name_original(self, draft)
        draft.licence = document["licence"]["key"] if document["licence"] else ""
        draft.jurisdictions = ", ".join(document["jurisdictions"])
        draft.glance_what, draft.glance_who = glance["what_happened"], glance["who"]
        draft.glance_when, draft.glance_disputed = glance["when"], glance["disputed"]
        draft.glance_why = glance["why_it_matters"]
        for name in ("competing_interests", "funding", "ai_use"):
            setattr(draft, name, disclosures[name])
        event = document["event"]["when"]
        for name, value in (_when(event) if event else _when(EMPTY_WHEN)).items():
            setattr(draft, name, value)
        self.check(draft, "", exclude=set())

    def _sections(self, draft: CaseStudy) -> dict[str, Section]:
        there = self.there(draft.sections)
        prose = {str(section.uuid): section.prose for section in there}
        wanted = [
            Section(
                case_study=draft,
                uuid=row["uuid"],
                position=position,
                heading=row["heading"],
                anchor=row["anchor"],
                kind=row["kind"],
                prose=_as_kept(row["prose"], prose.get(row["uuid"])),
            )
            for position, row in enumerate(self.document["sections"], start=1)
        ]
        self.once("sections", "anchor", "Another section has this anchor.")
        sections = self.put("sections", there, wanted, key=_uuid)
        return {section.anchor: section for section in sections}

    def _questions(self, draft: CaseStudy, sections: Mapping[str, Section]) -> None:
        rows = []
        for position, row in enumerate(self.document["questions"], start=1):
            anchor = row["section"]
            if anchor and anchor not in sections:
                self.add(f"There is no section “{anchor}”.", f"questions[{position - 1}].section")
            section = sections.get(anchor)
            rows.append(
                DiscussionQuestion(
                    case_study=draft,
                    uuid=row["uuid"],
                    position=position,
                    prompt=row["prompt"],
                    section=section if section and section.pk else None,
                    minutes=row["minutes"],
                    teacher_note=self.teaching.get(row["uuid"], ""),
                )
            )
        self.put("questions", self.there(draft.questions), rows, key=_uuid, found=["section"])

    def _plain_parts(self, draft: CaseStudy) -> None:
        self.put(
            "objectives",
            self.there(draft.objectives),
            [
                LearningObjective(case_study=draft, position=position, text=text)
                for position, text in enumerate(self.document["objectives"], start=1)
            ],
            key=attrgetter("position"),
        )
        self.put(
            "timeline",
            self.there(draft.timeline),
            [
                TimelineEvent(
                    case_study=draft,
                    uuid=row["uuid"],
                    position=position,
                    title=row["title"],
                    text=row["text"],
                    citations=list(row["references"]),
                    **_when(row["when"]),
                )
                for position, row in enumerate(self.document["timeline"], start=1)
            ],
            key=_uuid,
        )

    def _figures(self, draft: CaseStudy) -> None:
        digests = {row["sha256"] for row in self.document["figures"] if row["sha256"]}
        media = {item.sha256: item for item in MediaFile.objects.filter(sha256__in=digests)}
        figures = []
        for position, row in enumerate(self.document["figures"], start=1):
            if row["sha256"] not in media and (row["sha256"] or row["kind"] == FigureKind.IMAGE):
                self.add(f"The picture of the figure “{row['key']}” is not there.", f"figures[{position - 1}].file")
                continue
            figures.append(
                Figure(
                    case_study=draft,
                    position=position,
                    key=row["key"],
                    kind=row["kind"],
                    media=media.get(row["sha256"]),
                    video_url=row["video_url"],
                    alt=row["alt"],
                    caption=row["caption"],
                    credit=row["credit"],
                    licence=row["licence"]["key"] if row["licence"] else "",
                )
            )
        self.once("figures", "key", "Another figure of this case study has this key.")
        self.put("figures", self.there(draft.figures), figures, key=attrgetter("key"))


def _values(draft: CaseStudy) -> dict[str, Any]:
    return {field.attname: getattr(draft, field.attname) for field in draft._meta.concrete_fields}


def _uuid(row: Section | DiscussionQuestion | TimelineEvent) -> str:
    return str(row.uuid)


def _as_kept(prose: str, kept: str | None) -> str:
    """Prose as a save would keep it, where that is to be compared; what is too long is refused when it is settled."""
    if kept is None or prose == kept:
        return prose
    try:
        return clean(prose)
    except ProseTooLong:
        return prose


EMPTY_WHEN = {"date": "", "precision": "day", "time": "", "zone": "", "circa": False, "until": ""}


def _when(value: Row) -> dict[str, Any]:
    """The snapshot's date -> the fields of `When`."""
    return {
        "date": _day(value["date"]),
        "precision": value["precision"],
        "time": time.fromisoformat(value["time"]) if value["time"] else None,
        "zone": value["zone"],
        "circa": value["circa"],
        "until": _day(value["until"]),
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
