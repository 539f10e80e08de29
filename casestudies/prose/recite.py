"""Cites one source in place of another, wherever a piece of prose cites it."""

from dataclasses import replace

from casestudies.prose.html import parse_html, to_html
from casestudies.prose.nodes import (
    Block,
    Citation,
    CitationItem,
    Document,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from casestudies.prose.normal import normalise


def recite(html: str, old: str, new: str) -> str:
    """The canonical HTML with the key `new` for `old`. Two items that then say the same become one."""
    return to_html(normalise(tuple(_block(block, old, new) for block in parse_html(html))))


def recite_items(items: list[dict[str, str]], old: str, new: str) -> list[dict[str, str]]:
    """The same for citations as timeline events and responses keep them: `[{"key", "locator"}]`."""
    changed = [{**item, "key": new} if item["key"] == old else item for item in items]
    return [item for index, item in enumerate(changed) if item not in changed[:index]]


def _block(block: Block, old: str, new: str) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, inlines=_inlines(block.inlines, old, new))
        case ListBlock():
            return replace(block, items=tuple(_blocks(item, old, new) for item in block.items))
        case Quote():
            return replace(block, blocks=_blocks(block.blocks, old, new))
        case Table():
            return replace(
                block,
                rows=tuple(
                    tuple(replace(cell, inlines=_inlines(cell.inlines, old, new)) for cell in row) for row in block.rows
                ),
            )
        case _:
            return block


def _blocks(blocks: Document, old: str, new: str) -> Document:
    return tuple(_block(block, old, new) for block in blocks)


def _inlines(inlines: Inlines, old: str, new: str) -> Inlines:
    return tuple(Citation(_items(piece.items, old, new)) if isinstance(piece, Citation) else piece for piece in inlines)


def _items(items: tuple[CitationItem, ...], old: str, new: str) -> tuple[CitationItem, ...]:
    return tuple(dict.fromkeys(replace(item, key=new) if item.key == old else item for item in items))
