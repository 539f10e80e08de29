"""Documents for the checkers: a small one with everything in order, and what is made of it."""

from copy import deepcopy
from typing import Any

from casestudies.readiness.reading import Reading
from tests.factories import cite, document

SOURCES = [
    {"key": key, "csl": {"id": key, "title": f"Title of {key}", "URL": f"https://example.org/{key}"}, "archived": None}
    for key in ("wiggers2024", "ars2024", "letter2024")
]


def ready(**changes: Any) -> dict[str, Any]:
    """A document that nothing blocks: two record sections, an event, a response, three sources."""
    base = document(seed="ready", sources=deepcopy(SOURCES))
    base["parties"][0]["name"] = "OpenAI"
    return base | changes


def with_prose(html: str, kind: str = "record") -> dict[str, Any]:
    """The same with its first section replaced by this prose."""
    found = ready()
    found["sections"][0] |= {"prose": html, "kind": kind}
    return found


def said(checker, found: dict[str, Any], evidence: Any = None) -> list[tuple[str, str]]:
    """What a checker says, as (message, place)."""
    reading = Reading(found, evidence) if evidence else Reading(found)
    return [(problem.message, problem.place) for problem in checker(reading)]


__all__ = ["cite", "ready", "said", "with_prose"]
