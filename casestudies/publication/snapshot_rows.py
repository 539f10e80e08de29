"""The rows of a snapshot: how each part of a draft is written down, schema version 1."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casestudies.enums import LICENCE_URLS, Licence
from casestudies.models import (
    CaseParty,
    CaseStudy,
    Classification,
    Contribution,
    Figure,
    FrameworkTerm,
    PolicyInstrument,
    Source,
    TimelineEvent,
)
from casestudies.models.fields import When
from casestudies.publication.csl import csl_item


def licence(key: str) -> dict[str, str] | None:
    """`"CC-BY-4.0"` -> its key, name and address; None for none."""
    if not key:
        return None
    return {"key": key, "name": str(Licence(key).label), "url": LICENCE_URLS.get(Licence(key), "")}


def original(draft: CaseStudy) -> dict[str, Any]:
    """The original of a translation and the edition of it that is followed; nothing where there is none to follow."""
    if draft.translation_of is None or draft.follows is None:
        return {}
    return {"translation_of": {"uuid": str(draft.translation_of.uuid), "edition": draft.follows}}


def when(value: When) -> dict[str, Any]:
    """A date of varying precision as the snapshot writes it."""
    return {
        "date": _day(value.date),
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


def contributor(item: Contribution) -> dict[str, Any]:
    person = item.person
    return {
        "key": person.key,
        "name": person.name,
        "family": person.family,
        "kind": person.kind,
        "orcid": person.orcid,
        "affiliation": person.affiliation,
        "url": person.url,
        "roles": list(item.roles),
    }


def event(row: TimelineEvent) -> dict[str, Any]:
    return {
        "uuid": str(row.uuid),
        "when": when(row),
        "title": row.title,
        "text": row.text,
        "references": citation_list(row.citations),
    }


def figure(row: Figure) -> dict[str, Any]:
    media = row.media
    return {
        "key": row.key,
        "kind": row.kind,
        "sha256": media.sha256 if media else "",
        "media_type": media.media_type if media else "",
        "extension": media.extension if media else "",
        "width": media.width if media else None,
        "height": media.height if media else None,
        "video_url": row.video_url,
        "alt": row.alt,
        "caption": row.caption,
        "credit": row.credit,
        "licence": licence(row.licence),
    }


def party(item: CaseParty) -> dict[str, Any]:
    citations = citation_list(item.response_citations)
    return {
        "key": item.party.key,
        "name": item.party.name,
        "kind": item.party.kind,
        "wikidata": item.party.wikidata,
        "url": item.party.url,
        "roles": list(item.roles),
        "involvement": item.involvement,
        "response": {
            "state": item.response_state,
            "sought_on": _day(item.sought_on),
            "responded_on": _day(item.responded_on),
            "words": item.response_words,
            "reference": citations[0] if citations else None,
        },
    }


def classification(item: Classification) -> dict[str, Any]:
    framework, by = item.term.framework, item.classified_by
    return {
        "framework": {
            "key": framework.key,
            "name": framework.name,
            "version": framework.version,
            "publisher": framework.publisher,
            "url": framework.url,
            "note": framework.note,
        },
        "term": {
            "key": item.term.key,
            "name": item.term.name,
            "note": item.term.note,
            "broader": broader_terms(item.term),
        },
        "reason": item.reason,
        "classified_by": {"key": by.key, "name": by.name} if by else None,
    }


def broader_terms(term: FrameworkTerm) -> list[dict[str, str]]:
    """The terms above, from the broadest down."""
    above: list[dict[str, str]] = []
    while term.parent is not None:
        term = term.parent
        above.insert(0, {"key": term.key, "name": term.name})
    return above


def instrument(row: PolicyInstrument, note: str) -> dict[str, Any]:
    return {
        "key": row.key,
        "title": row.title,
        "short_title": row.short_title,
        "kind": row.kind,
        "jurisdiction": row.jurisdiction,
        "status": row.status,
        "proposed_on": _day(row.proposed_on),
        "adopted_on": _day(row.adopted_on),
        "in_force_on": _day(row.in_force_on),
        "published_on": _day(row.published_on),
        "ended_on": _day(row.ended_on),
        "url": row.url,
        "note": note,
    }


def source(row: Source) -> dict[str, Any]:
    archived = {"url": row.archived_url, "on": _day(row.archived_on)} if row.archived_url else None
    return {
        "key": row.key,
        "csl": csl_item(row),
        "archived": archived,
        "source_check": row.source_check,
        "provenance": row.provenance,
    }
