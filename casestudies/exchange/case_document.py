"""A case study between files and draft: the document as a snapshot has it, shared records by key alone.

Files and draft say the same when these documents are equal.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from casestudies.prose.html import parse_html
from casestudies.prose.text import cited_keys

Json = Mapping[str, Any]


def document_of(snapshot: Json) -> dict[str, Any]:
    """What a case study's own files hold of its snapshot."""
    return {
        "uuid": snapshot["uuid"],
        "title": snapshot["title"],
        "question": snapshot["question"],
        "summary": snapshot["summary"],
        "language": snapshot["language"],
        "licence": _licence(snapshot["licence"]),
        "event": snapshot["event"],
        "at_a_glance": snapshot["at_a_glance"],
        "topics": [{"slug": topic["slug"]} for topic in snapshot["topics"]],
        "jurisdictions": snapshot["jurisdictions"],
        "contributors": [_only(item, "key", "roles") for item in snapshot["contributors"]],
        "objectives": snapshot["objectives"],
        "sections": snapshot["sections"],
        "questions": snapshot["questions"],
        "timeline": snapshot["timeline"],
        "figures": [
            _only(figure, "key", "kind", "sha256", "video_url", "alt", "caption", "credit")
            | {"licence": _licence(figure["licence"])}
            for figure in snapshot["figures"]
        ],
        "parties": [_only(party, "key", "roles", "involvement", "response") for party in snapshot["parties"]],
        "classifications": [
            {
                "framework": _only(item["framework"], "key", "version"),
                "term": _only(item["term"], "key"),
                "reason": item["reason"],
                "classified_by": _only(item["classified_by"], "key") if item["classified_by"] else None,
            }
            for item in snapshot["classifications"]
        ],
        "instruments": [_only(item, "key", "note") for item in snapshot["instruments"]],
        "disclosures": snapshot["disclosures"],
        "sources": [{"key": key} for key in uncited(snapshot)],
    }


def uncited(snapshot: Json) -> list[str]:
    """The references that nothing in the text cites, so that a file has to name them."""
    cited = set(cited_in(snapshot))
    return [source["key"] for source in snapshot["sources"] if source["key"] not in cited]


def cited_in(document: Json) -> Iterable[str]:
    """The keys cited in prose, timeline and responses, as they come."""
    for section in document["sections"]:
        yield from cited_keys(parse_html(section["prose"]))
    for event in document["timeline"]:
        yield from (item["key"] for item in event["references"])
    for party in document["parties"]:
        if party["response"]["reference"]:
            yield party["response"]["reference"]["key"]


def _only(item: Json, *names: str) -> dict[str, Any]:
    return {name: item[name] for name in names}


def _licence(value: Json | None) -> dict[str, str] | None:
    return {"key": value["key"]} if value else None
