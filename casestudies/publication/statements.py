"""The cited statements of a snapshot, in the order of reading, each under a key made of its words and its evidence.

This is the definition of what there is to check: what is counted, listed, ticked, and marked on the page. A key is
the digest of what the statement says, of the sources and places given for it, and of what matters in those sources;
so it stays where sections move, and is another as soon as a word or a source changes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.enums import StatementKind
from casestudies.prose.html import parse_html
from casestudies.prose.nodes import CitationItem
from casestudies.prose.text import block_texts, statements
from casestudies.publication.canonical import canonical_text, digest_of, normalise
from casestudies.publication.when import in_words

# What a CSL item holds of its own keeping, and what says nothing of the work itself.
INCIDENTAL = frozenset(
    ["id", "abstract", "accessed", "annote", "categories", "citation-key", "citation-label", "keyword", "note"]
)


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """One statement at one place.

    Statements that say the same on the same evidence share a `key`, and stand here once for each place. `place` is
    as readiness names it (`sections[2].prose`, `timeline[0]`, `parties[1].response`); `heading` and `anchor` are the
    section's. `context` is the text of the block that it stands in. `markers` is the number of citations given for it.
    """

    key: str
    kind: StatementKind
    text: str
    items: tuple[CitationItem, ...]
    place: str
    heading: str = ""
    anchor: str = ""
    block_index: int = 0
    context: str = ""
    markers: int = 1


def statements_of(document: Mapping[str, Any]) -> list[CitedStatement]:
    """Every statement to check: those that prose cites a source for, every event, every party's own words."""
    sources = {source["key"]: _substance(source) for source in document["sources"]}
    return [*_of_sections(document, sources), *_of_timeline(document, sources), *_of_parties(document, sources)]


def _of_sections(document: Mapping[str, Any], sources: Mapping[str, str]) -> Iterator[CitedStatement]:
    for index, section in enumerate(document["sections"]):
        prose = parse_html(section["prose"])
        blocks = block_texts(prose)
        for found in statements(prose):
            yield CitedStatement(
                key=_key(found.text, found.items, sources),
                kind=StatementKind.PROSE,
                text=found.text,
                items=found.items,
                place=f"sections[{index}].prose",
                heading=section["heading"],
                anchor=section["anchor"],
                block_index=found.block_index,
                context=blocks[found.block_index],
                markers=found.markers,
            )


def _of_timeline(document: Mapping[str, Any], sources: Mapping[str, str]) -> Iterator[CitedStatement]:
    for index, event in enumerate(document["timeline"]):
        items = _items(event.get("references") or ())
        title, text, when = event["title"], event.get("text", ""), in_words(event["when"])
        said = f"{title.rstrip('. ')}. {text}" if text else title
        yield CitedStatement(
            key=_key({"event": [title, text], "when": event["when"]}, items, sources),
            kind=StatementKind.EVENT,
            text=f"{when}: {said}" if when else said,
            items=items,
            place=f"timeline[{index}]",
        )


def _of_parties(document: Mapping[str, Any], sources: Mapping[str, str]) -> Iterator[CitedStatement]:
    for index, party in enumerate(document["parties"]):
        response = party.get("response") or {}
        words = response.get("words", "")
        if not words:
            continue
        reference = response.get("reference")
        items = _items([reference] if reference else ())
        day = response.get("responded_on", "")
        on = f" ({in_words({'date': day})})" if day else ""
        yield CitedStatement(
            key=_key({"response": words, "party": party["name"], "on": day}, items, sources),
            kind=StatementKind.RESPONSE,
            text=f"{party['name']}{on}: “{words}”",
            items=items,
            place=f"parties[{index}].response",
        )


def _items(references: Iterable[Mapping[str, Any]]) -> tuple[CitationItem, ...]:
    return tuple(CitationItem(key=row["key"], locator=row.get("locator", "")) for row in references)


def _key(said: Any, items: Iterable[CitationItem], sources: Mapping[str, str]) -> str:
    """The order in which sources are named makes no difference; a source that is not listed has no substance."""
    evidence = sorted({(item.key, item.locator, sources.get(item.key, "")) for item in items})
    return digest_of(canonical_text({"says": _single_spaced(said), "evidence": [list(row) for row in evidence]}))


def _single_spaced(said: Any) -> Any:
    if isinstance(said, str):
        return " ".join(said.split())
    if isinstance(said, Mapping):
        return {name: _single_spaced(value) for name, value in said.items()}
    return [_single_spaced(value) for value in said] if isinstance(said, list) else said


def _substance(source: Mapping[str, Any]) -> str:
    """The digest of what a source is: not who keeps a copy, whether its link answers, or how far it was checked."""
    csl = {name: value for name, value in (source.get("csl") or {}).items() if name not in INCIDENTAL}
    return digest_of(canonical_text(normalise(csl)))
