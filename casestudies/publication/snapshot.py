"""A draft as the plain document that is published: schema version 1, and its private teaching part.

The snapshot holds the public document alone: UUIDs and keys, never row ids, save times, accounts, ticks or the
slug. Teaching notes stand in a part of their own. The shape is what `_document` and snapshot_rows.py write;
a published snapshot is never rewritten, so a change of shape is a new schema version with a reader beside this one.
`translation_of` alone came later: only translations have it, and what has it not reads as it always did.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation

from casestudies.models import (
    CaseInstrument,
    CaseParty,
    CaseStudy,
    Classification,
    Contribution,
    DiscussionQuestion,
    Figure,
    Reference,
)
from casestudies.models.fields import split_jurisdictions
from casestudies.publication import snapshot_rows as rows
from casestudies.publication.canonical import canonical_text, digest_of, normalise
from casestudies.publication.web_addresses import followable

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Snapshot:
    """Both parts as canonical JSON text, with their digests, and the public part as a dict."""

    document: Mapping[str, Any]
    content: str
    teaching: str

    @property
    def content_digest(self) -> str:
        return digest_of(self.content)

    @property
    def teaching_digest(self) -> str:
        return digest_of(self.teaching)


def take_snapshot(case_study: CaseStudy) -> Snapshot:
    """Read the draft from the database and freeze it. A constant number of queries."""
    return freeze(CaseStudy.objects.prefetch_related(*PARTS).get(pk=case_study.pk))


def take_snapshots(case_studies: Iterable[CaseStudy]) -> dict[int, Snapshot]:
    """The same of many, by row id. As many queries as for one."""
    rows = CaseStudy.objects.prefetch_related(*PARTS).filter(pk__in=[case_study.pk for case_study in case_studies])
    return {draft.pk: freeze(draft) for draft in rows}


def read_parts(draft: CaseStudy) -> None:
    """Have every part of the draft at hand; only what is not is read."""
    prefetch_related_objects([draft], *PARTS)


def freeze(draft: CaseStudy) -> Snapshot:
    """Freeze a draft whose parts are at hand. No query."""
    document = document_of(draft)
    notes = {str(question.uuid): question.teacher_note for question in draft.questions.all() if question.teacher_note}
    teaching = {"schema_version": SCHEMA_VERSION, "uuid": str(draft.uuid), "notes": notes}
    return Snapshot(document=document, content=canonical_text(document), teaching=canonical_text(teaching))


def document_of(draft: CaseStudy) -> dict[str, Any]:
    """The public document of a draft whose parts are at hand, in the database or not. No query where they are."""
    with translation.override(None):  # names of licences are English whatever language the editor works in
        return normalise(followable(_document(draft)))


PARTS = (
    "translation_of",
    "topics",
    "sections",
    "objectives",
    Prefetch("questions", DiscussionQuestion.objects.select_related("section").defer("section__prose")),
    "timeline",
    Prefetch("contributions", Contribution.objects.select_related("person")),
    Prefetch("figures", Figure.objects.select_related("media")),
    Prefetch("parties", CaseParty.objects.select_related("party")),
    Prefetch(
        "classifications",
        Classification.objects.select_related("term__framework", "term__parent__parent", "classified_by"),
    ),
    Prefetch("instruments", CaseInstrument.objects.select_related("instrument")),
    Prefetch("references", Reference.objects.select_related("source").prefetch_related("source__authors")),
)


def _document(draft: CaseStudy) -> dict[str, Any]:
    sources = sorted((reference.source for reference in draft.references.all()), key=lambda source: source.key)
    return {
        "schema_version": SCHEMA_VERSION,
        "uuid": str(draft.uuid),
        "title": draft.title,
        "question": draft.question,
        "summary": draft.summary,
        "language": draft.language,
        **rows.original(draft),
        "licence": rows.licence(draft.licence),
        "event": {"when": rows.when(draft) if draft.date else None},
        "at_a_glance": {
            "what_happened": draft.glance_what,
            "who": draft.glance_who,
            "when": draft.glance_when,
            "disputed": draft.glance_disputed,
            "why_it_matters": draft.glance_why,
        },
        "topics": [
            {"slug": topic.slug, "name": topic.name, "description": topic.description}
            for topic in sorted(draft.topics.all(), key=lambda topic: topic.slug)
        ],
        "jurisdictions": split_jurisdictions(draft.jurisdictions),
        "contributors": [rows.contributor(item) for item in draft.contributions.all()],
        "objectives": [objective.text for objective in draft.objectives.all()],
        "sections": [
            {
                "uuid": str(section.uuid),
                "anchor": section.anchor,
                "heading": section.heading,
                "kind": section.kind,
                "prose": section.prose,
            }
            for section in draft.sections.all()
        ],
        "questions": [
            {
                "uuid": str(question.uuid),
                "prompt": question.prompt,
                "section": question.section.anchor if question.section else "",
                "minutes": question.minutes,
            }
            for question in draft.questions.all()
        ],
        "timeline": [rows.event(event) for event in draft.timeline.all()],
        "figures": [rows.figure(figure) for figure in draft.figures.all()],
        "parties": [rows.party(item) for item in draft.parties.all()],
        "classifications": [rows.classification(item) for item in draft.classifications.all()],
        "instruments": [rows.instrument(item.instrument, item.note) for item in draft.instruments.all()],
        "disclosures": {
            "competing_interests": draft.competing_interests,
            "funding": draft.funding,
            "ai_use": draft.ai_use,
        },
        "sources": [rows.source(source) for source in sources],
    }
