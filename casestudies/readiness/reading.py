"""A document as its checkers read it: with its prose parsed once, its statements found once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from casestudies.prose.html import parse_html
from casestudies.prose.nodes import Document
from casestudies.prose.text import block_texts
from casestudies.publication.evidence import NOTHING_KNOWN, Evidence
from casestudies.publication.statements import CitedStatement, statements_of

MOST_WORDS = 8


@dataclass(frozen=True)
class ReadSection:
    """A section with its prose as a tree; `place` is where its prose stands in the document."""

    heading: str
    kind: str
    prose: Document
    place: str


@dataclass(frozen=True)
class Reading:
    document: Mapping[str, Any]
    evidence: Evidence = NOTHING_KNOWN

    @cached_property
    def sections(self) -> list[ReadSection]:
        return [
            ReadSection(section["heading"], section["kind"], parse_html(section["prose"]), f"sections[{index}].prose")
            for index, section in enumerate(self.document["sections"])
        ]

    @cached_property
    def statements(self) -> list[CitedStatement]:
        return statements_of(self.document)

    @cached_property
    def titles(self) -> dict[str, str]:
        """What a sentence calls each source, by its key."""
        return {source["key"]: source["csl"].get("title") or source["key"] for source in self.document["sources"]}


def first_words(prose: Document, index: int) -> str:
    """How a block begins: enough for an editor to find it."""
    words = block_texts(prose[index : index + 1])[0].split()
    return " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
