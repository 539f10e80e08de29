"""A case study as it was typed into its form: rows in memory, never saved, for a preview.

What cannot be read, an unknown date say, is left out: a preview shows what it can, and the save says what is wrong.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from casestudies.actions.save_draft import free_anchor
from casestudies.admin.preview.typed_rows import MOST_ROWS, ROWS, Records, Row, Typed, rows_of
from casestudies.enums import FigureKind, Licence, PartyRole, ResponseState, SectionKind
from casestudies.models import (
    CaseInstrument,
    CaseParty,
    CaseStudy,
    Classification,
    Contribution,
    DiscussionQuestion,
    Figure,
    FrameworkTerm,
    LearningObjective,
    MediaFile,
    Party,
    Person,
    PolicyInstrument,
    Reference,
    Section,
    Source,
    TimelineEvent,
    Topic,
)
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.html import parse_html
from casestudies.prose.sanitise import clean
from casestudies.prose.text import cited_keys
from casestudies.publication.snapshot import PARTS

TEXTS = (
    *("title", "question", "summary", "language", "jurisdictions"),
    *("glance_what", "glance_who", "glance_when", "glance_disputed", "glance_why"),
    *("competing_interests", "funding", "ai_use"),
)


def typed_draft(case_study: CaseStudy, typed: Typed) -> CaseStudy:
    """The draft with what was typed in place of what was saved. A constant number of queries; nothing is written."""
    draft = CaseStudy.objects.prefetch_related(*PARTS).get(pk=case_study.pk)
    saved = {name: {str(row.pk): row for row in getattr(draft, name).all()} for name in ROWS}
    rows = {name: rows_of(typed, name, saved[name]) for name in ROWS}
    frame = Row(typed, "")
    for name in TEXTS:
        setattr(draft, name, frame.text(name))
    draft.language = draft.language or "en"
    draft.follows = frame.number("follows") or None if draft.translation_of else None
    draft.licence = frame.choice("licence", Licence)
    for name, value in frame.when().items():
        setattr(draft, name, value)

    records = Records(rows)
    topics = Topic.objects.filter(pk__in=[value for value in frame.values("topics") if value.isdecimal()][:MOST_ROWS])
    sections = _sections(rows["sections"], saved["sections"])
    timeline = [_event(row, saved["timeline"]) for row in rows["timeline"]]
    parties = _parties(rows["parties"], records)
    draft._prefetched_objects_cache = {
        "topics": list(topics),
        "sections": [section for _pk, section in sections],
        "objectives": [LearningObjective(text=row.text("text")) for row in rows["objectives"] if row.text("text")],
        "questions": [_question(row, saved["questions"], dict(sections)) for row in rows["questions"]],
        "timeline": [event for event in timeline if event.date],
        "figures": _figures(rows["figures"], saved["figures"]),
        "parties": parties,
        "classifications": _classifications(rows["classifications"], records),
        "instruments": _instruments(rows["instruments"], records),
        "contributions": _contributions(rows["contributions"], records),
        "references": _references(rows["references"], [section for _pk, section in sections], timeline, parties),
    }
    return draft


def _sections(rows: Iterable[Row], saved: Mapping[str, Any]) -> list[tuple[str, Section]]:
    sections: list[tuple[str, Section]] = []
    taken = {row.text("anchor") for row in rows if row.text("anchor")}
    for row in rows:
        heading = row.text("heading")
        anchor = row.text("anchor") or free_anchor(heading, taken)
        taken.add(anchor)
        section = Section(
            uuid=_uuid(row, saved),
            heading=heading,
            anchor=anchor,
            kind=row.choice("kind", SectionKind, SectionKind.RECORD),
            prose=_prose(row.text("prose")),
        )
        sections.append((row.text("id"), section))
    return sections


def _question(row: Row, saved: Mapping[str, Any], sections: Mapping[str, Section]) -> DiscussionQuestion:
    section = sections.get(row.text("section")) if row.text("section") else None
    question = DiscussionQuestion(
        uuid=_uuid(row, saved), prompt=row.text("prompt"), minutes=row.number("minutes") or None
    )
    question.section = section
    return question


def _event(row: Row, saved: Mapping[str, Any]) -> TimelineEvent:
    return TimelineEvent(
        uuid=_uuid(row, saved),
        title=row.text("title"),
        text=row.text("text"),
        citations=row.citations("citations"),
        **row.when(),
    )


def _figures(rows: list[Row], saved: Mapping[str, Any]) -> list[Figure]:
    stored = {
        media.sha256: media for media in MediaFile.objects.filter(sha256__in=[row.text("stored") for row in rows])
    }
    figures = []
    for row in rows:
        before = saved.get(row.text("id"))
        kind = row.choice("kind", FigureKind, FigureKind.IMAGE)
        media = stored.get(row.text("stored")) or (before.media if before else None)
        figures.append(
            Figure(
                key=row.text("key"),
                kind=kind,
                media=None if kind == FigureKind.VIDEO and row.text("drop_poster") else media,
                video_url=row.text("video_url"),
                licence=row.choice("licence", Licence),
                **{name: row.text(name) for name in ("alt", "caption", "credit")},
            )
        )
    return figures


def _parties(rows: list[Row], records: Records) -> list[CaseParty]:
    parties = records.chosen(Party.objects.all(), "parties", "party")
    return [
        CaseParty(
            party=parties[row.text("party")],
            roles=row.choices("roles", PartyRole),
            involvement=row.text("involvement"),
            response_state=row.choice("response_state", ResponseState, ResponseState.NOT_SOUGHT),
            sought_on=row.day("sought_on"),
            responded_on=row.day("responded_on"),
            response_words=row.text("response_words"),
            response_citations=row.citations("response_citations")[:1],
        )
        for row in rows
        if row.text("party") in parties
    ]


def _classifications(rows: list[Row], records: Records) -> list[Classification]:
    terms = FrameworkTerm.objects.select_related("framework", "parent__parent")
    chosen = records.chosen(terms, "classifications", "term")
    people = records.chosen(Person.objects.all(), "classifications", "classified_by")
    return [
        Classification(
            term=chosen[row.text("term")],
            reason=row.text("reason"),
            classified_by=people.get(row.text("classified_by")),
        )
        for row in rows
        if row.text("term") in chosen
    ]


def _instruments(rows: list[Row], records: Records) -> list[CaseInstrument]:
    chosen = records.chosen(PolicyInstrument.objects.all(), "instruments", "instrument")
    return [
        CaseInstrument(instrument=chosen[row.text("instrument")], note=row.text("note"))
        for row in rows
        if row.text("instrument") in chosen
    ]


def _contributions(rows: list[Row], records: Records) -> list[Contribution]:
    people = records.chosen(Person.objects.all(), "contributions", "person")
    return [
        Contribution(person=people[row.text("person")], roles=row.values("roles"))
        for row in rows
        if row.text("person") in people
    ]


def _references(
    rows: list[Row], sections: list[Section], timeline: list[TimelineEvent], parties: list[CaseParty]
) -> list[Reference]:
    """The sources that are listed, and those that are cited and would be when it is saved."""
    cited = {key for section in sections for key in cited_keys(parse_html(section.prose))}
    cited |= {item["key"] for event in timeline for item in event.citations}
    cited |= {item["key"] for party in parties for item in party.response_citations}
    library = Source.objects.prefetch_related("authors")
    found = {source.pk: source for source in library.filter(pk__in={row.number("source") for row in rows} - {0})}
    found |= {source.pk: source for source in library.filter(key__in=cited)}
    return [Reference(source=source) for source in found.values()]


def _uuid(row: Row, saved: Mapping[str, Any]) -> uuid.UUID:
    before = saved.get(row.text("id"))
    return before.uuid if before else uuid.uuid4()


def _prose(text: str) -> str:
    try:
        return clean(text)
    except ProseTooLong:
        return ""
