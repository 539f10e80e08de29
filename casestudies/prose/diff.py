"""The difference between two documents: blocks kept, deleted, inserted, moved, and changed word by word.

Lists are compared item by item, tables row by row and cell by cell, figures and citations whole. What the difference
shows is all there is to it: `apply` and `revert` put either document together from it. The rules are told in decision
record 0012-what-a-comparison-shows.md.
"""

from collections.abc import Hashable

from casestudies.prose.diff_match import Budget
from casestudies.prose.diff_nodes import BlockChange, Diff, Level, ListChange, QuoteChange, TextChange
from casestudies.prose.diff_sides import after, before
from casestudies.prose.diff_steps import Traits, align
from casestudies.prose.diff_tables import diff_tables, row_words
from casestudies.prose.diff_words import diff_inlines, word_set
from casestudies.prose.nodes import (
    Block,
    Document,
    FigureRef,
    Heading,
    Inlines,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)


class DiffMismatch(ValueError):
    """The document is not the one that the difference starts from."""


def diff(old: Document, new: Document, budget: Budget | None = None) -> Diff:
    """What was done to `old` to make it `new`. One budget may be shared by many comparisons."""
    return _diff(old, new, budget or Budget())


def apply(old: Document, change: Diff) -> Document:
    """The new document. Raises DiffMismatch when the difference does not start from `old`."""
    if before(change) != old:
        raise DiffMismatch
    return after(change)


def revert(new: Document, change: Diff) -> Document:
    """The old document. Raises DiffMismatch when the difference does not lead to `new`."""
    if after(change) != new:
        raise DiffMismatch
    return before(change)


def _diff(old: Document, new: Document, budget: Budget) -> Diff:
    return align(old, new, _block_traits, lambda one, other: _block_change(one, other, budget), budget, moves=True)


def _block_traits(block: Block) -> Traits:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return Traits("text", word_set(inlines))
        case ListBlock(_, items):
            return Traits("list", frozenset[Hashable]().union(*(_words(item) for item in items)))
        case Quote(blocks):
            return Traits("quote", _words(blocks))
        case Table(rows):
            return Traits("table", frozenset[Hashable]().union(*(row_words(row) for row in rows)))
        case FigureRef():
            return Traits("figure", frozenset([block]))


def _words(document: Document) -> frozenset[Hashable]:
    return frozenset[Hashable]().union(*(_block_traits(block).words for block in document))


def _block_change(old: Block, new: Block, budget: Budget) -> BlockChange:
    match old, new:
        case ListBlock(), ListBlock():
            items = align(
                old.items,
                new.items,
                lambda item: Traits("item", _words(item)),
                lambda one, other: _diff(one, other, budget),
                budget,
            )
            return ListChange(old.ordered, new.ordered, items)
        case Quote(), Quote():
            return QuoteChange(_diff(old.blocks, new.blocks, budget))
        case Table(), Table():
            return diff_tables(old, new, budget)
    level, inlines = _text(old)
    new_level, new_inlines = _text(new)
    return TextChange(level, new_level, diff_inlines(inlines, new_inlines, budget))


def _text(block: Block) -> tuple[Level, Inlines]:
    match block:
        case Heading(level, inlines):
            return level, inlines
        case Paragraph(inlines):
            return 0, inlines
    raise TypeError(type(block))
