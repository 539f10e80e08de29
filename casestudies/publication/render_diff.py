"""Renders the difference between two pieces of prose as reading HTML: insertions, deletions, moves, and words for them.

Whoever drops every `ins` and `[data-side=inserted]`, and what is only said about the text (`[data-said]`), has the old
text left; the other way round, the new one. `data-was` is the tag that a changed element had.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.prose.diff import diff
from casestudies.prose.diff_match import Budget
from casestudies.prose.diff_nodes import (
    BlockChange,
    Changed,
    Deleted,
    Diff,
    Inserted,
    Kept,
    ListChange,
    QuoteChange,
    RowChange,
    Step,
    TableChange,
    TextChange,
)
from casestudies.prose.diff_words import diff_inlines
from casestudies.prose.html import parse_html
from casestudies.prose.nodes import Block, Cell, Document, FigureRef, Heading, ListBlock, Paragraph, Quote, Table, Text
from casestudies.prose.text import plain_text
from casestudies.publication.render_pieces import PieceRenderer, join, said

FOLDED = 2  # unchanged paragraphs in a row, from which on they are folded
TAGS = {0: "p", 3: "h3", 4: "h4"}


@dataclass
class DiffRenderer:
    """Renders differences of one comparison. `whole`: unfold what is unchanged. One budget bounds them all."""

    names: Mapping[str, str]
    captions: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    budget: Budget = field(default_factory=Budget)
    moves: int = 0

    def __post_init__(self) -> None:
        self.pieces = PieceRenderer(self.names, self.captions)

    def prose(self, before: Any, after: Any) -> SafeString:
        """The redline of two pieces of prose HTML; of one alone, a single insertion or deletion."""
        if not before or not after:
            return self._whole("ins" if after else "del", parse_html(after or before or ""))
        return self.blocks(diff(parse_html(before or ""), parse_html(after or ""), self.budget))

    def text(self, before: str, after: str) -> SafeString:
        """The redline of two texts without markup."""
        old, new = ((Text(text),) if text else () for text in (before, after))
        return self.pieces.pieces(diff_inlines(old, new, self.budget))

    def blocks(self, steps: Diff) -> SafeString:
        offset, self.moves = self.moves, self.moves + sum(isinstance(step, Deleted) for step in steps)
        order = {
            step.move: isinstance(step, Deleted) for step in reversed(steps) if isinstance(step, Deleted | Inserted)
        }
        return join(self._block(step, offset, order) for step in steps)

    def _block(self, step: Step[Block, BlockChange], offset: int, left_first: Mapping[int, bool]) -> SafeString:
        match step:
            case Kept(members):
                return self._kept(members)
            case Deleted(block, 0):
                return _change(_called(block, _("%(what)s deleted")), self._whole("del", (block,)))
            case Inserted(block, 0):
                return _change(_called(block, _("%(what)s inserted")), self._whole("ins", (block,)))
            case Deleted(block, move):
                where = _("further down") if left_first[move] else _("further up")
                return self._moved_away(block, move + offset, where)
            case Inserted(block, move):
                where = _("further up") if left_first[move] else _("further down")
                link = format_html('<a href="#moved-from-{0}" id="moved-to-{0}">{1}</a>', move + offset, where)
                mark = format_html("{} {}", _called(block, _("%(what)s moved here from")), link)
                return _change(mark, self._whole("ins", (block,)))
            case Changed(change):
                return self._changed(change)

    def _kept(self, blocks: Document) -> SafeString:
        html = self.pieces.blocks(blocks)
        if self.whole or len(blocks) < FOLDED:
            return html
        if all(isinstance(block, Paragraph) for block in blocks):
            words = ngettext("%(count)s paragraph unchanged", "%(count)s paragraphs unchanged", len(blocks))
        else:
            words = ngettext("%(count)s block unchanged", "%(count)s blocks unchanged", len(blocks))
        summary = words % {"count": len(blocks)}
        return format_html(
            '<details class="redline-fold"><summary data-said>{}</summary>\n{}</details>\n', summary, html
        )

    def _moved_away(self, block: Block, number: int, where: str) -> SafeString:
        link = format_html('<a href="#moved-to-{0}" id="moved-from-{0}">{1}</a>', number, where)
        mark = format_html("{} {}", _called(block, _("%(what)s moved from here")), link)
        words = " ".join(plain_text((block,)).split()[:8])
        body = format_html(
            '<details class="redline-away"><summary data-said>{}</summary>\n{}</details>\n',
            f"“{words} …”" if words else _("The figure"),
            self._whole("del", (block,)),
        )
        return _change(mark, body)

    def _whole(self, tag: str, blocks: Document) -> SafeString:
        return format_html('<{0} class="redline-whole">\n{1}</{0}>\n', mark_safe(tag), self.pieces.blocks(blocks))

    def _changed(self, change: BlockChange) -> SafeString:
        match change:
            case TextChange():
                tag, was = TAGS[change.after], TAGS[change.before]
                mark = _became(change.before, change.after) if tag != was else ""
                return _change(mark, _element(tag, was, self.pieces.pieces(change.pieces)))
            case ListChange():
                tag, was = ("ol" if ordered else "ul" for ordered in (change.after, change.before))
                mark = (_("Now numbered") if change.after else _("No longer numbered")) if tag != was else ""
                return _change(mark, _element(tag, was, join(map(self._item, change.items))))
            case QuoteChange(steps):
                return format_html("<blockquote>\n{}</blockquote>\n", self.blocks(steps))
            case TableChange(rows):
                html = join(self._row(row) for row in rows)
                frame = '<div class="table-frame" tabindex="0" role="group" aria-label="{}"><table>\n{}</table></div>\n'
                return _change("", format_html(frame, _("Table"), html))

    def _item(self, step: Step[Document, Diff]) -> SafeString:
        match step:
            case Kept(items):
                return join(format_html("<li>{}</li>\n", self.pieces.blocks(item)) for item in items)
            case Deleted(item):
                return format_html('<li data-side="deleted">{}</li>\n', self._whole("del", item))
            case Inserted(item):
                return format_html('<li data-side="inserted">{}</li>\n', self._whole("ins", item))
            case Changed(steps):
                return format_html("<li>{}</li>\n", self.blocks(steps))

    def _row(self, step: Step[tuple[Cell, ...], RowChange]) -> SafeString:
        match step:
            case Kept(rows):
                return join(format_html("<tr>{}</tr>\n", join(map(self._cell, row))) for row in rows)
            case Deleted(row):
                return self._whole_row("deleted", row)
            case Inserted(row):
                return self._whole_row("inserted", row)
            case Changed(cells):
                return format_html("<tr>{}</tr>\n", join(self._cell_change(cell) for cell in cells))

    def _whole_row(self, side: str, row: Iterable[Cell]) -> SafeString:
        cells = join(self._cell(cell, side) for cell in row)
        return format_html('<tr data-side="{}">{}</tr>\n', side, cells)

    def _cell(self, cell: Cell, side: str = "") -> SafeString:
        html = self.pieces.inlines(cell.inlines)
        attribute: SafeString = mark_safe("")
        if side:
            html = self.pieces.marked("ins" if side == "inserted" else "del", html)
            attribute = format_html(' data-side="{}"', side)
        return format_html("<{0}{1}>{2}</{0}>", mark_safe("th" if cell.header else "td"), attribute, html)

    def _cell_change(self, step: Any) -> SafeString:
        match step:
            case Kept(cells):
                return join(map(self._cell, cells))
            case Deleted(cell):
                return self._cell(cell, "deleted")
            case Inserted(cell):
                return self._cell(cell, "inserted")
        change = step.inner
        tag, was = ("th" if header else "td" for header in (change.after, change.before))
        words = "" if tag == was else _("now a heading") if change.after else _("no longer a heading")
        return _element(tag, was, self.pieces.pieces(change.pieces) + said(words))


def _element(tag: str, was: str, html: SafeString) -> SafeString:
    attribute = format_html(' data-was="{}"', was) if was != tag else ""
    return format_html("<{0}{1}>{2}</{0}>\n", mark_safe(tag), attribute, html)


def _change(mark: str, html: SafeString) -> SafeString:
    """A place to jump to, with words about it above."""
    words = format_html('<p class="redline-mark" data-said>{}</p>\n', mark) if mark else ""
    return format_html('<div class="redline-change" data-change tabindex="-1">\n{}{}</div>\n', words, html)


def _called(block: Block, sentence: str) -> str:
    match block:
        case Paragraph():
            what = _("Paragraph")
        case Heading():
            what = _("Heading")
        case ListBlock():
            what = _("List")
        case Quote():
            what = _("Quotation")
        case Table():
            what = _("Table")
        case FigureRef():
            what = _("Figure")
    return sentence % {"what": what}


def _became(before: int, after: int) -> str:
    if after == 0:
        return _("Was a heading")
    return _("Was a paragraph") if before == 0 else _("Heading of another level")
