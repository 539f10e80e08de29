"""What lists and topic pages read of a live edition: its card, its terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casestudies.enums import AUTHOR_ROLES, TermKind
from casestudies.publication.render import Rendered
from casestudies.publication.web_addresses import followable, web_address


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
        "licence": snapshot["licence"],
        "event": snapshot["event"],
        "at_a_glance": snapshot["at_a_glance"],
        "jurisdictions": snapshot["jurisdictions"],
        "topics": snapshot["topics"],
        "authors": authors(snapshot),
        "contributors": followable({"contributors": snapshot["contributors"]})["contributors"],
        "has_questions": bool(snapshot["questions"]),
        "source_count": rendered.source_count,
        "word_count": rendered.word_count,
        "reading_minutes": rendered.reading_minutes,
        "statements": fact_check["statements"],
        "checked": fact_check["checked"],
    }


def authors(snapshot: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Those credited with writing, in order; where nobody is, everybody credited."""
    people = snapshot["contributors"]
    return [person for person in people if AUTHOR_ROLES.intersection(person["roles"])] or list(people)


def terms(snapshot: Mapping[str, Any]) -> Iterator[Term]:
    """Every shared record that the edition carries, each key once a kind."""
    for topic in snapshot["topics"]:
        yield Term(TermKind.TOPIC, topic["slug"], topic["name"], {"description": topic["description"]})
    for code in snapshot["jurisdictions"]:
        yield Term(TermKind.JURISDICTION, code, code)
    for party in snapshot["parties"]:
        yield Term(TermKind.PARTY, party["key"], party["name"], {"roles": party["roles"], "kind": party["kind"]})
    for item in snapshot["classifications"]:
        framework, term = item["framework"], item["term"]
        key = f"{framework['key']}@{framework['version']}/{term['key']}"
        detail = {"framework": framework, "term": term["key"], "broader": term["broader"]}
        yield Term(TermKind.FRAMEWORK_TERM, key, term["name"], detail)
    for instrument in snapshot["instruments"]:
        label = instrument["short_title"] or instrument["title"]
        yield Term(TermKind.INSTRUMENT, instrument["key"], label, {"jurisdiction": instrument["jurisdiction"]})
    for source in snapshot["sources"]:
        yield Term(
            TermKind.SOURCE,
            source["key"],
            source["csl"].get("title", ""),
            {"url": web_address(source["csl"].get("URL", ""))},
        )
