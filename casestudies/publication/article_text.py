"""Extracts an article's plain text, in reading order: what search indexes and reading time counts."""

from collections.abc import Iterator, Mapping
from typing import Any

from casestudies.prose.html import parse_html
from casestudies.prose.text import plain_text
from casestudies.publication.when import in_words

GLANCE = ("what_happened", "who", "when", "disputed", "why_it_matters")


def article_text(snapshot: Mapping[str, Any]) -> str:
    """Paragraphs separated by blank lines; no markers, no source list, nothing that is not public."""
    return "\n\n".join(text for part in _parts(snapshot) if (text := part.strip()))


def _parts(snapshot: Mapping[str, Any]) -> Iterator[str]:
    glance = snapshot["at_a_glance"]
    yield from (glance.get(member) or "" for member in GLANCE)
    for section in snapshot["sections"]:
        yield section["heading"]
        yield plain_text(parse_html(section["prose"]))
    for figure in snapshot["figures"]:
        yield figure.get("caption", "")
    for event in snapshot["timeline"]:
        yield f"{in_words(event['when'])}: {event['title']}"
        yield event.get("text", "")
    for party in snapshot["parties"]:
        yield f"{party['name']}. {party.get('involvement', '')}"
        yield (party.get("response") or {}).get("words", "")
    for question in snapshot["questions"]:
        yield question["prompt"]
