"""Prose as HTML: read tolerantly, written in one canonical way."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from itertools import groupby

from casestudies.prose.citation_json import write_citation
from casestudies.prose.html_read import read_blocks
from casestudies.prose.nodes import (
    Block,
    Cell,
    Citation,
    Document,
    FigureRef,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
)
from casestudies.prose.normal import normalise
from casestudies.prose.tidy import tidy


@lru_cache(maxsize=512)
def parse_html(html: str) -> Document:
    """The canonical document in any HTML at all; what prose has no form for is dropped, its text kept.

    Raises ProseTooLong, and nothing else. The same sections are read again and again while a draft is worked on, so
    the last ones are remembered: a document never changes.
    """
    return normalise(read_blocks(tidy(html)))


def to_html(document: Document) -> str:
    """The canonical HTML of a canonical document: ``parse_html`` gives the document back."""
    return "".join(_block(block) for block in document)


def inlines_to_html(inlines: Inlines) -> str:
    """The content of one block. Links enclose bold, bold encloses italic."""
    parts: list[str] = []
    for href, linked in groupby(inlines, key=lambda piece: piece.href if isinstance(piece, Text) else ""):
        inner = _strong(linked)
        parts.append(f'<a href="{escape(href)}">{inner}</a>' if href else inner)
    return "".join(parts)


def _block(block: Block) -> str:
    match block:
        case Paragraph(inlines):
            return f"<p>{inlines_to_html(inlines)}</p>"
        case Heading(level, inlines):
            return f"<h{level}>{inlines_to_html(inlines)}</h{level}>"
        case ListBlock(ordered, items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{to_html(item)}</li>' for item in items)}</{tag}>"
        case Quote(blocks):
            return f"<blockquote>{to_html(blocks)}</blockquote>"
        case Table(rows):
            return f"<table><tbody>{''.join(_row(row) for row in rows)}</tbody></table>"
        case FigureRef(key):
            return f'<figure data-figure="{escape(key)}"></figure>'


def _row(row: tuple[Cell, ...]) -> str:
    return f"<tr>{''.join(_cell(cell) for cell in row)}</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.header else "td"
    return f"<{tag}>{inlines_to_html(cell.inlines)}</{tag}>"


def _strong(inlines: Iterable[Inline]) -> str:
    parts: list[str] = []
    for bold, group in groupby(inlines, key=lambda piece: isinstance(piece, Text) and piece.bold):
        inner = "".join(_inline(piece) for piece in group)
        parts.append(f"<strong>{inner}</strong>" if bold else inner)
    return "".join(parts)


def _inline(piece: Inline) -> str:
    match piece:
        case Text(text, _, italic):
            return f"<em>{_escape(text)}</em>" if italic else _escape(text)
        case LineBreak():
            return "<br>"
        case Citation():
            return f'<span data-cite="{escape(write_citation(piece))}"></span>'


def _escape(text: str) -> str:
    # NFC would join a mark that opens the text to the bracket before it (">" and U+0338 are one character).
    if not unicodedata.is_normalized("NFC", f">{text[:40]}"):
        return f"&#x{ord(text[0]):x};{escape(text[1:], quote=False)}"
    return escape(text, quote=False)
