"""The blocks of a handout, as JSON holds them: what both the page and the PDF are printed from.

A block is a dict with a `kind`; an inline is text with a style, a line break or a citation. No string in them is
markup: whoever prints one escapes it, or hands it over as data.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casestudies.prose.links import canonical_href
from casestudies.prose.nodes import (
    Block,
    Citation,
    FigureRef,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
)

Dict = dict[str, Any]
BREAK: Dict = {"kind": "break"}


def run(text: str, *, bold: bool = False, italic: bool = False, href: str = "") -> Dict:
    """A run of characters in one style."""
    return {"kind": "text", "text": text, "bold": bold, "italic": italic, "href": href}


def heading(text: str, level: int = 1, *, anchor: str = "") -> Dict:
    return {"kind": "heading", "level": level, "inlines": [run(text)], "anchor": anchor}


def paragraph(*inlines: Dict) -> Dict:
    return {"kind": "paragraph", "inlines": list(inlines)}


def paragraphs(text: str) -> list[Dict]:
    """Plain text, each of its lines a paragraph."""
    return [paragraph(run(line.strip())) for line in text.splitlines() if line.strip()]


@dataclass
class ProseBlocks:
    """Turns prose into blocks. `numbers` gives a source's number, `figure` the block of a figure's key, if any."""

    numbers: Mapping[str, int]
    figure: Callable[[str], Dict | None]

    def blocks(self, nodes: Iterable[Block]) -> list[Dict]:
        found = (self.block(node) for node in nodes)
        return [block for block in found if block is not None]

    def block(self, node: Block) -> Dict | None:
        match node:
            case Paragraph(inlines):
                return {"kind": "paragraph", "inlines": self.inlines(inlines)}
            case Heading(level, inlines):
                return {"kind": "heading", "level": level - 1, "inlines": self.inlines(inlines), "anchor": ""}
            case ListBlock(ordered, items):
                return {"kind": "list", "ordered": ordered, "items": [self.blocks(item) for item in items]}
            case Quote(blocks):
                return {"kind": "quote", "blocks": self.blocks(blocks)}
            case Table(rows):
                cells = [[{"head": cell.header, "inlines": self.inlines(cell.inlines)} for cell in row] for row in rows]
                return {"kind": "table", "rows": cells, "headed": bool(rows) and all(cell.header for cell in rows[0])}
            case FigureRef(key):
                return self.figure(key)

    def inlines(self, inlines: Sequence[Inline]) -> list[Dict]:
        following = (*inlines[1:], None)
        return [self._inline(_closed_up(*pair)) for pair in zip(inlines, following, strict=True)]

    def citation(self, items: Iterable[Mapping[str, str]]) -> Dict:
        """`[see 3, p. 4; 7]`: each source by its number, with what is said before and after it."""
        return {
            "kind": "citation",
            "items": [
                {
                    "number": self.numbers.get(item["key"]),
                    "before": item.get("prefix", ""),
                    "after": "".join(f", {item[part]}" for part in ("locator", "suffix") if item.get(part)),
                }
                for item in items
            ],
        }

    def _inline(self, inline: Inline) -> Dict:
        match inline:
            case Text(text, bold, italic, href):
                return run(text, bold=bold, italic=italic, href=canonical_href(href) if href else "")
            case LineBreak():
                return BREAK
            case Citation(items):
                return self.citation(
                    {"key": item.key, "prefix": item.prefix, "locator": item.locator, "suffix": item.suffix}
                    for item in items
                )


def _closed_up(inline: Inline, following: Inline | None) -> Inline:
    """Without the space before a citation: whoever prints it sets the distance."""
    if isinstance(inline, Text) and isinstance(following, Citation):
        return replace(inline, text=inline.text.rstrip(" "))
    return inline


def levelled(blocks: list[Dict]) -> list[Dict]:
    """The same with no step left out between headings: each at most one level below the one before it."""
    level = 0
    for block in blocks:
        if block["kind"] == "heading":
            block["level"] = level = min(block["level"], level + 1)
    return blocks
