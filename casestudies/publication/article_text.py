"""Extracts an article's plain text, in reading order, for the search; counts its words, for the reading time."""

from collections.abc import Iterator, Mapping
from typing import Any

from casestudies.prose.html import parse_html
from casestudies.prose.nodes import Document
from casestudies.prose.text import plain_text, word_count, words_in
from casestudies.publication.when import in_words

GLANCE = ("what_happened", "who", "when", "disputed", "why_it_matters")


def article_text(snapshot: Mapping[str, Any]) -> str:
    """Paragraphs separated by blank lines; no markers, no source list, nothing that is not public."""
    texts = (part if isinstance(part, str) else plain_text(part) for part in _parts(snapshot))
    return "\n\n".join(stripped for text in texts if (stripped := text.strip()))


def article_words(snapshot: Mapping[str, Any]) -> int:
    """The number of words in that text, without the marks of lists and tables."""
    return sum(words_in(part) if isinstance(part, str) else word_count(part) for part in _parts(snapshot))


def _parts(snapshot: Mapping[str, Any]) -> Iterator[str | Document]:
    glance = snapshot["at_a_glance"]
    yield from (glance.get(member) or "" for member in GLANCE)
    for section in snapshot["sections"]:
        yield section["heading"]
        yield parse_html(section["prose"])
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
