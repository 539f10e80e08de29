"""Puts together again, from what a difference shows, the document before and the one after."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from casestudies.prose.diff_nodes import (
    Altered,
    BlockChange,
    CellChange,
    Changed,
    Deleted,
    Diff,
    Gone,
    Inserted,
    Kept,
    ListChange,
    New,
    Pieces,
    QuoteChange,
    RowChange,
    Same,
    Step,
    TableChange,
    TextChange,
)
from casestudies.prose.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
)

Member = TypeVar("Member")
Inner = TypeVar("Inner")


def before(diff: Diff) -> Document:
    """The document that the difference starts from."""
    return _document(diff, after=False)


def after(diff: Diff) -> Document:
    """The document that the difference leads to."""
    return _document(diff, after=True)


def inlines_of(pieces: Pieces, *, after: bool) -> Inlines:
    """The content of a block on one side, neighbouring text of one style as one."""
    found: list[Inline] = []
    for piece in pieces:
        match piece:
            case Same(inlines):
                found += inlines
            case Gone(inlines):
                found += () if after else inlines
            case New(inlines):
                found += inlines if after else ()
            case Altered():
                found += piece.after if after else piece.before
    joined: list[Inline] = []
    for inline in found:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text) and _style(inline) == _style(last):
            joined[-1] = Text(last.text + inline.text, *_style(inline))
        else:
            joined.append(inline)
    return tuple(joined)


def _style(text: Text) -> tuple[bool, bool, str]:
    return text.bold, text.italic, text.href


def _side(steps: Iterable[Step[Member, Inner]], inner: Callable[[Inner], Member], *, after: bool) -> tuple[Member, ...]:
    found: list[Member] = []
    for step in steps:
        match step:
            case Kept(members):
                found += members
            case Deleted(member):
                found += () if after else (member,)
            case Inserted(member):
                found += (member,) if after else ()
            case Changed(change):
                found.append(inner(change))
    return tuple(found)


def _document(diff: Diff, *, after: bool) -> Document:
    return _side(diff, lambda change: _block(change, after=after), after=after)


def _block(change: BlockChange, *, after: bool) -> Block:
    match change:
        case TextChange():
            inlines = inlines_of(change.pieces, after=after)
            level = change.after if after else change.before
            return Paragraph(inlines) if level == 0 else Heading(level, inlines)
        case ListChange():
            items = _side(change.items, lambda item: _document(item, after=after), after=after)
            return ListBlock(change.after if after else change.before, items)
        case QuoteChange(blocks):
            return Quote(_document(blocks, after=after))
        case TableChange(rows):
            return Table(_side(rows, lambda row: _row(row, after=after), after=after))


def _row(row: RowChange, *, after: bool) -> tuple[Cell, ...]:
    return _side(row, lambda cell: _cell(cell, after=after), after=after)


def _cell(change: CellChange, *, after: bool) -> Cell:
    return Cell(change.after if after else change.before, inlines_of(change.pieces, after=after))
