"""A draft as the plain document that is published: schema version 1, and its private teaching part.

The snapshot holds the public document alone: UUIDs and keys, never row ids, save times, accounts, ticks or the
slug. Teaching notes stand in a part of their own. The shape is told in `casestudies/README.md`; a published
snapshot is never rewritten, so a change of shape is a new schema version with a reader beside this one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import translation

from casestudies.enums import LICENCE_URLS, Licence
from casestudies.models import (
    CaseParty,
    CaseStudy,
    Classification,
    Contribution,
    Figure,
    PolicyInstrument,
    Reference,
    Source,
    TimelineEvent,
)
from casestudies.models.fields import When, split_jurisdictions
from casestudies.publication.canonical import canonical_text, digest_of
from casestudies.publication.csl import csl_item

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
    draft = CaseStudy.objects.prefetch_related(*PARTS).get(pk=case_study.pk)
    with translation.override(None):  # names of licences are English whatever language the editor works in
        document = _document(draft)
    notes = {str(question.uuid): question.teacher_note for question in draft.questions.all() if question.teacher_note}
    teaching = {"schema_version": SCHEMA_VERSION, "uuid": str(draft.uuid), "notes": notes}
    return Snapshot(document=document, content=canonical_text(document), teaching=canonical_text(teaching))


PARTS = (
    "topics",
    "sections",
    "objectives",
    "questions__section",
    "timeline",
    Prefetch("contributions", Contribution.objects.select_related("person")),
    Prefetch("figures", Figure.objects.select_related("media")),
    Prefetch("parties", CaseParty.objects.select_related("party")),
    Prefetch(
        "classifications",
        Classification.objects.select_related("term__framework", "term__parent", "classified_by"),
    ),
    "instruments__instrument",
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
        "licence": licence(draft.licence),
        "event": {"when": when(draft) if draft.date else None},
        "at_a_glance": {
            "what_happened": draft.glance_what,
            "who": draft.glance_who,
            "when": draft.glance_when,
            "disputed": draft.glance_disputed,
            "why_it_matters": draft.glance_why,
        },
        "topics": [
            {"slug": topic.slug, "name": topic.name} for topic in sorted(draft.topics.all(), key=lambda t: t.slug)
        ],
        "jurisdictions": split_jurisdictions(draft.jurisdictions),
        "contributors": [_contributor(item) for item in draft.contributions.all()],
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
        "timeline": [_event(event) for event in draft.timeline.all()],
        "figures": [_figure(figure) for figure in draft.figures.all()],
        "parties": [_party(item) for item in draft.parties.all()],
        "classifications": [_classification(item) for item in draft.classifications.all()],
        "instruments": [_instrument(item.instrument, item.note) for item in draft.instruments.all()],
        "disclosures": {
            "competing_interests": draft.competing_interests,
            "funding": draft.funding,
            "ai_use": draft.ai_use,
        },
        "sources": [_source(source) for source in sources],
    }


def licence(key: str) -> dict[str, str] | None:
    """`"CC-BY-4.0"` -> its key, name and address; None for none."""
    if not key:
        return None
    names = {item.value: str(item.label) for item in Licence}
    return {"key": key, "name": names.get(key, key), "url": LICENCE_URLS.get(key, "")}


def when(value: When) -> dict[str, Any]:
    """A date of varying precision as the snapshot writes it."""
    return {
        "date": value.date.isoformat(),
        "precision": value.precision,
        "time": value.time.strftime("%H:%M") if value.time else "",
        "zone": value.zone,
        "circa": value.circa,
        "until": _day(value.until),
    }


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def citation_list(items: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Stored citation items with both members present."""
    return [{"key": item["key"], "locator": item.get("locator", "")} for item in items]


def _contributor(item: Contribution) -> dict[str, Any]:
    person = item.person
    return {
        "key": person.key,
        "name": person.name,
        "kind": person.kind,
        "orcid": person.orcid,
        "affiliation": person.affiliation,
        "url": person.url,
        "roles": list(item.roles),
    }


def _event(event: TimelineEvent) -> dict[str, Any]:
    return {
        "uuid": str(event.uuid),
        "when": when(event),
        "title": event.title,
        "text": event.text,
        "references": citation_list(event.citations),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    media = figure.media
    return {
        "key": figure.key,
        "kind": figure.kind,
        "sha256": media.sha256 if media else "",
        "media_type": media.media_type if media else "",
        "extension": media.extension if media else "",
        "width": media.width if media else None,
        "height": media.height if media else None,
        "video_url": figure.video_url,
        "alt": figure.alt,
        "caption": figure.caption,
        "credit": figure.credit,
        "licence": licence(figure.licence),
    }


def _party(item: CaseParty) -> dict[str, Any]:
    citations = citation_list(item.response_citations)
    return {
        "key": item.party.key,
        "name": item.party.name,
        "kind": item.party.kind,
        "wikidata": item.party.wikidata,
        "url": item.party.url,
        "role": item.role,
        "involvement": item.involvement,
        "response": {
            "state": item.response_state,
            "sought_on": _day(item.sought_on),
            "responded_on": _day(item.responded_on),
            "words": item.response_words,
            "reference": citations[0] if citations else None,
        },
    }


def _classification(item: Classification) -> dict[str, Any]:
    framework, by = item.term.framework, item.classified_by
    return {
        "framework": {
            "key": framework.key,
            "name": framework.name,
            "version": framework.version,
            "url": framework.url,
        },
        "term": {
            "key": item.term.key,
            "name": item.term.name,
            "parent": item.term.parent.name if item.term.parent else "",
        },
        "reason": item.reason,
        "classified_by": {"key": by.key, "name": by.name} if by else None,
    }


def _instrument(instrument: PolicyInstrument, note: str) -> dict[str, Any]:
    return {
        "key": instrument.key,
        "title": instrument.title,
        "short_title": instrument.short_title,
        "kind": instrument.kind,
        "jurisdiction": instrument.jurisdiction,
        "status": instrument.status,
        "proposed_on": _day(instrument.proposed_on),
        "adopted_on": _day(instrument.adopted_on),
        "in_force_on": _day(instrument.in_force_on),
        "ended_on": _day(instrument.ended_on),
        "url": instrument.url,
        "note": note,
    }


def _source(source: Source) -> dict[str, Any]:
    archived = {"url": source.archived_url, "on": _day(source.archived_on)} if source.archived_url else None
    return {
        "key": source.key,
        "csl": csl_item(source),
        "archived": archived,
        "verification": source.verification,
        "provenance": source.provenance,
    }
