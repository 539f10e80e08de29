"""An edition as IPTC ninjs 3.1: live and corrected, withdrawn, or held back under an embargo.

`uri` is the case study's own, in every edition; `version` says which. Nothing is null or empty.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from casestudies.api import addresses, envelope
from casestudies.api.formats.article import sent
from casestudies.api.formats.citing import citation_of
from casestudies.exchange.imprint import attribution, corrections
from casestudies.publication.chain import instant
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.queries.surroundings import Surroundings

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
CANCELED, WITHHELD, USABLE = "canceled", "withheld", "usable"
WIKIDATA = "https://www.wikidata.org/entity/"


def as_ninjs(page: Surroundings, texts: Mapping[str, Any]) -> dict[str, Any]:
    """The whole item. `texts` has the rendering's `document`, `html` and `text`."""
    document = json.loads(texts["document"])
    card, licence = page.card, page.card["licence"] or {}
    item = {
        **_frame(page, USABLE),
        "representationType": "full",
        "contentCreated": instant(page.edition.published_at),
        "firstCreated": instant(page.state.first_published_at),
        "language": card["language"],
        "title": card["title"],
        "by": ", ".join(name.words for name in citation_of(page, of_edition=False).credited),
        "slugline": page.slug,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": card["title"]}],
        "descriptions": list(_descriptions(card)),
        "bodies": list(_bodies(texts, card["word_count"])),
        "subjects": list(_subjects(document)),
        "people": [_party(party) for party in document["parties"] if party["kind"] == "person"],
        "organisations": [_party(party) for party in document["parties"] if party["kind"] != "person"],
        "places": [{"name": jurisdiction_name(code), "literal": code} for code in card["jurisdictions"]],
        "infoSources": list(_sources(document)),
        "copyrightHolder": page.publisher,
        "copyrightNotice": attribution(page)["text"],
        "usageTerms": licence.get("name", "All rights reserved"),
        "rightsInfo": {"linkedRights": licence["url"]} if licence.get("url") else {},
        "edNote": _note(page),
        "genres": [{"name": "Case study"}],
        "renditions": list(_renditions(page, document)),
    }
    return full(item)


def as_canceled(page: Surroundings) -> dict[str, Any]:
    """What is left of a withdrawn or redacted text."""
    left = envelope.tombstone(page)
    why = left["reason"] or "The text of this edition was removed for a legal reason."
    return full({**_frame(page, CANCELED), "representationType": "partial", "edNote": f"Withdrawn: {why}"})


def held_back(item: Mapping[str, Any], until: datetime | None, note: str) -> dict[str, Any]:
    """The same item under an embargo."""
    embargo = {"embargoedUntil": instant(until)} if until else {}
    return {**item, "pubStatus": WITHHELD, **embargo, "edNote": note}


def _frame(page: Surroundings, status: str) -> dict[str, Any]:
    return {
        "uri": f"urn:uuid:{page.state.uuid}",
        "standard": STANDARD,
        "type": "text",
        "version": str(page.edition.number),
        "versionCreated": instant(page.state.changed_at),
        "pubStatus": status,
        "altIds": [
            {"role": "slug", "value": page.slug},
            {"role": "canonical", "value": addresses.case_page(page.slug)},
            {"role": "edition_digest", "value": page.edition.edition_digest},
        ],
    }


def _descriptions(card: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for role in ("summary", "question"):
        if card[role]:
            yield {"role": role, "contentType": "text/plain", "value": card[role]}


def _bodies(texts: Mapping[str, Any], words: int) -> Iterator[dict[str, Any]]:
    for kind, value in (("text/html", sent(texts["html"])), ("text/plain", texts["text"])):
        counts = {"charCount": len(value), "wordCount": words}
        yield {"role": "main", "contentType": kind, "value": value, **counts}


def _subjects(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for topic in document["topics"]:
        yield {"name": topic["name"], "rel": "topic", "uri": addresses.absolute(f"/topics/{topic['slug']}/")}
    for item in document["classifications"]:
        framework, term = item["framework"], item["term"]
        literal = f"{framework['key']}@{framework['version']}/{term['key']}"
        yield {"name": term["name"], "rel": "classification", "creator": framework["name"], "literal": literal}
    for instrument in document["instruments"]:
        yield {"name": instrument["title"], "rel": "instrument", "literal": instrument["key"]}


def _party(party: Mapping[str, Any]) -> dict[str, str]:
    uri = f"{WIKIDATA}{party['wikidata']}" if party["wikidata"] else party["url"]
    return full({"name": party["name"], "rel": ", ".join(party["roles"]), "literal": party["key"], "uri": uri})


def _sources(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    for source in document["sources"]:
        csl = source["csl"]
        name = csl.get("title") or source["key"]
        yield full({"name": name, "role": "cited", "literal": source["key"], "uri": csl.get("URL")})


def _note(page: Surroundings) -> str:
    """The corrections so far, the newest first; an update's own note."""
    notes = corrections(page)
    if not notes and page.edition.number > 1:
        notes = [page.edition.change_note]
    return " ".join(notes)


def _renditions(page: Surroundings, document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"name": "page", "href": addresses.case_page(page.slug), "contentType": "text/html"}
    yield {"name": "json", "href": addresses.case_study(page.slug), "contentType": "application/json"}
    for figure in document["figures"]:
        if figure["url"]:
            known = {"title": figure["alt"], "width": figure["width"], "height": figure["height"]}
            href = addresses.absolute(figure["url"])
            yield full({"name": figure["key"], "href": href, "contentType": figure["media_type"], **known})


def full(members: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: the standard knows no nulls."""
    return {name: value for name, value in members.items() if value not in (None, "", [], {})}
