"""The search entry of an edition: its words by weight, and the passages that results quote. Public text alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from casestudies.prose.html import parse_html
from casestudies.prose.text import plain_text
from casestudies.prose.words import folded_words
from casestudies.publication.apparatus_language import apparatus_language
from casestudies.publication.article_text import GLANCE
from casestudies.publication.jurisdictions import jurisdiction_name

Passage = list[str]  # anchor, heading, text
WORD_COLUMNS = ("title", "names", "summary", "headings", "questions", "sources", "text")
# PostgreSQL refuses a text search vector of more than a megabyte, which this many characters cannot make.
LONGEST_TEXT, LONGEST_OTHER = 400_000, 30_000
# Titles are put in order by an index, whose rows are small. A title has at most 300 characters.
LONGEST_TITLE = 640
LONGEST = {"title": LONGEST_TITLE, "text": LONGEST_TEXT}


def search_entry(snapshot: Mapping[str, Any], contents: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """The columns of a search entry; `contents` is the rendering's, which says where the parts of the page stand."""
    sections = {section["anchor"] for section in snapshot["sections"]}
    with override(apparatus_language(snapshot["language"])):  # as the article calls its parts
        found = list(_passages(snapshot, {entry["anchor"] for entry in contents} - sections))
    texts = {
        "title": [snapshot["title"]],
        "names": _names(snapshot),
        "summary": [snapshot["question"], snapshot["summary"]],
        "headings": [section["heading"] for section in snapshot["sections"]],
        "questions": [question["prompt"] for question in snapshot["questions"]],
        "sources": [_source(source) for source in snapshot["sources"]],
        "text": [text for anchor, _heading, text in found if anchor in sections] + list(_apart(snapshot)),
    }
    columns: dict[str, Any] = {name: _words(parts)[: LONGEST.get(name, LONGEST_OTHER)] for name, parts in texts.items()}
    return columns | {"passages": found, "language": snapshot["language"]}


def _words(texts: Iterable[str]) -> str:
    return " ".join(word for text in texts for word in folded_words(text))


def _names(snapshot: Mapping[str, Any]) -> list[str]:
    """What the case is filed under."""
    named = [*snapshot["parties"], *snapshot["topics"], *snapshot["contributors"]]
    names = [row["name"] for row in named]
    for language in dict.fromkeys([settings.LANGUAGE_CODE, apparatus_language(snapshot["language"])]):
        with override(language):
            names += [jurisdiction_name(code) for code in snapshot["jurisdictions"]]
    for instrument in snapshot["instruments"]:
        names += [instrument["title"], instrument["short_title"]]
    return names + [item["term"]["name"] for item in snapshot["classifications"]]


def _source(source: Mapping[str, Any]) -> str:
    csl = source["csl"]
    authors = [
        " ".join(filter(None, [name.get("given"), name.get("family"), name.get("literal")]))
        for name in csl.get("author", [])
    ]
    return " ".join(filter(None, [*authors, csl.get("title"), csl.get("container-title"), csl.get("publisher")]))


def _apart(snapshot: Mapping[str, Any]) -> Iterator[str]:
    """The text that stands outside the sections."""
    yield from (snapshot["at_a_glance"].get(member) or "" for member in GLANCE)
    yield from snapshot["objectives"]
    for figure in snapshot["figures"]:
        yield figure.get("caption", "")
    for event in snapshot["timeline"]:
        yield f"{event['title']} {event.get('text', '')}"
    for party in snapshot["parties"]:
        yield f"{party.get('involvement', '')} {(party.get('response') or {}).get('words', '')}"


def _passages(snapshot: Mapping[str, Any], anchors: Collection[str]) -> Iterator[Passage]:
    """In the order of reading. The summary stands in no part of the page: its anchor is empty."""

    def part(name: str, heading: str, texts: Iterable[str]) -> Iterator[Passage]:
        while name not in anchors and len(name) < 40:
            name = f"{name}-x"  # as publication/numbering.py finds a free one
        place = name if name in anchors else ""
        yield from ([place, heading, text] for text in map(_line, texts) if text)

    yield ["", "", _line(snapshot["summary"] or snapshot["question"])]
    glance = [snapshot["at_a_glance"].get(member) or "" for member in GLANCE]
    yield from (["at-a-glance", _("At a glance"), text] for text in map(_line, glance) if text)
    for section in snapshot["sections"]:
        yield [section["anchor"], section["heading"], _line(plain_text(parse_html(section["prose"])))]
    yield from part("figures", _("Figures"), (figure.get("caption", "") for figure in snapshot["figures"]))
    yield from part(
        "timeline", _("Timeline"), (f"{row['title']}. {row.get('text', '')}" for row in snapshot["timeline"])
    )
    yield from part("parties", _("Parties"), map(_party, snapshot["parties"]))
    yield from part("questions", _("Questions for discussion"), (row["prompt"] for row in snapshot["questions"]))
    yield from part("sources", _("Sources"), map(_source, snapshot["sources"]))


def _party(party: Mapping[str, Any]) -> str:
    words = (party.get("response") or {}).get("words", "")
    return " ".join(filter(None, [f"{party['name']}.", party.get("involvement", ""), words]))


def _line(text: str) -> str:
    return " ".join(text.split())
