"""What lists and topic pages read of a live edition: its card, its terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casestudies.enums import AUTHOR_ROLES, ContributorRole, TermKind
from casestudies.publication.render import Rendered
from casestudies.publication.web_addresses import followable, web_address

# What is said of a shared record wherever it stands, as far as an edition says it.
SOURCE = ("csl", "archived", "source_check", "provenance")
INSTRUMENT = (
    "title",
    "short_title",
    "kind",
    "jurisdiction",
    "status",
    "proposed_on",
    "adopted_on",
    "in_force_on",
    "published_on",
    "ended_on",
    "url",
)


@dataclass(frozen=True)
class Term:
    """A shared record as this edition carries it."""

    kind: TermKind
    key: str
    label: str
    detail: dict[str, Any] = field(default_factory=dict)


def card(snapshot: Mapping[str, Any], rendered: Rendered, fact_check: Mapping[str, Any]) -> dict[str, Any]:
    """What a list entry and the frame of a page show."""
    return {
        "title": snapshot["title"],
        "question": snapshot["question"],
        "summary": snapshot["summary"],
        "language": snapshot["language"],
        "translation_of": snapshot.get("translation_of"),
        "licence": snapshot["licence"],
        "event": snapshot["event"],
        "at_a_glance": snapshot["at_a_glance"],
        "jurisdictions": snapshot["jurisdictions"],
        "topics": snapshot["topics"],
        "authors": authors(snapshot),
        "translators": [
            person for person in snapshot["contributors"] if ContributorRole.TRANSLATION in person["roles"]
        ],
        "contributors": followable({"contributors": snapshot["contributors"]})["contributors"],
        "has_questions": bool(snapshot["questions"]),
        "source_count": rendered.source_count,
        "word_count": rendered.word_count,
        "reading_minutes": rendered.reading_minutes,
        "statements": fact_check["statements"],
        "checked": fact_check["checked"],
    }


def authors(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Those credited with writing, in order; where nobody is, everybody who did more than translate it."""
    people = snapshot["contributors"]
    written = [person for person in people if AUTHOR_ROLES.intersection(person["roles"])]
    return written or [person for person in people if set(person["roles"]) != {ContributorRole.TRANSLATION}]


def terms(snapshot: Mapping[str, Any]) -> Iterator[Term]:
    """Every shared record that the edition carries, each key once a kind."""
    snapshot = followable(snapshot)
    for topic in snapshot["topics"]:
        yield Term(TermKind.TOPIC, topic["slug"], topic["name"], {"description": topic["description"]})
    for code in snapshot["jurisdictions"]:
        yield Term(TermKind.JURISDICTION, code, code)
    for party in snapshot["parties"]:
        known = {name: party[name] for name in ("roles", "kind", "wikidata", "url")}
        yield Term(TermKind.PARTY, party["key"], party["name"], known)
    for item in snapshot["classifications"]:
        framework, term = item["framework"], item["term"]
        key = f"{framework['key']}@{framework['version']}/{term['key']}"
        detail = {"framework": framework, "term": term["key"], "note": term["note"], "broader": term["broader"]}
        by = {"reason": item["reason"], "classified_by": item["classified_by"]}
        yield Term(TermKind.FRAMEWORK_TERM, key, term["name"], detail | by)
    for instrument in snapshot["instruments"]:
        label = instrument["short_title"] or instrument["title"]
        yield Term(TermKind.INSTRUMENT, instrument["key"], label, {name: instrument[name] for name in INSTRUMENT})
    for source in snapshot["sources"]:
        work = {name: source[name] for name in SOURCE} | {"url": web_address(source["csl"].get("URL", ""))}
        yield Term(TermKind.SOURCE, source["key"], source["csl"].get("title", ""), work)
