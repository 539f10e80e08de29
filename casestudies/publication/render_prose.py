"""Renders prose nodes as reading HTML: numbered citations, figures in place, everything escaped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from casestudies.prose.links import canonical_href
from casestudies.prose.nodes import (
    Block,
    Citation,
    CitationItem,
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
from casestudies.prose.text import plain_text
from casestudies.publication.headings import HeadingIds, Subheading
from casestudies.publication.numbering import Numbering

WORD_JOINER = "\u2060"  # keeps a marker on the line of the word that it supports
LONGEST_UNBROKEN = 12  # characters of a marker that is kept on one line
EMPTY = mark_safe("")


def checked_mark() -> SafeString:
    """What stands after a statement that somebody checked."""
    mark = '{}<span class="cite-checked" role="img" aria-label="{}">✓</span>'
    return format_html(mark, WORD_JOINER, _("statement checked"))


@dataclass
class ProseRenderer:
    """Renders blocks; `figure` gives the HTML of a figure key, or nothing for an unknown one.

    `checked` says of each citation, in the order of reading, whether a checked statement ends with it.
    """

    numbering: Numbering
    figure: Callable[[str], SafeString]
    checked: Iterator[bool] = field(default_factory=lambda: iter(()))
    headings: HeadingIds | None = None

    def section(self, anchor: str, blocks: Iterable[Block]) -> tuple[SafeString, list[Subheading]]:
        """The blocks of a section, whose headings get addresses, and the larger ones of those."""
        self.headings = HeadingIds(anchor, self.numbering.taken)
        return self.blocks(blocks), self.headings.found

    def blocks(self, blocks: Iterable[Block]) -> SafeString:
        return _join(self.block(block) for block in blocks)

    def block(self, block: Block) -> SafeString:
        match block:
            case Paragraph():
                return format_html("<p>{}</p>\n", self.inlines(block.inlines))
            case Heading():
                return self.heading(block)
            case ListBlock():
                tag = mark_safe("ol" if block.ordered else "ul")
                items = _join(format_html("<li>{}</li>\n", self.blocks(item)) for item in block.items)
                return format_html("<{0}>\n{1}</{0}>\n", tag, items)
            case Quote():
                return format_html("<blockquote>\n{}</blockquote>\n", self.blocks(block.blocks))
            case Table():
                return self.table(block)
            case FigureRef():
                return self.figure(block.key)
        return EMPTY

    def heading(self, heading: Heading) -> SafeString:
        """With an address where it stands in a section, and a link to itself where no other link is in it."""
        tag = mark_safe("h4" if heading.level == 4 else "h3")
        words = self.inlines(heading.inlines)
        if self.headings is None:
            return format_html("<{0}>{1}</{0}>\n", tag, words)
        anchor = self.headings.give(" ".join(plain_text((heading,)).split()), level=heading.level)
        if all(isinstance(inline, Text) and not inline.href for inline in heading.inlines):
            words = format_html('<a class="self" href="#{}">{}</a>', anchor, words)
        return format_html('<{0} id="{1}">{2}</{0}>\n', tag, anchor, words)

    def table(self, table: Table) -> SafeString:
        rows = []
        for index, row in enumerate(table.rows):
            scope = "col" if index == 0 else "row"
            cells = (
                format_html('<th scope="{}">{}</th>', scope, self.inlines(cell.inlines))
                if cell.header
                else format_html("<td>{}</td>", self.inlines(cell.inlines))
                for cell in row
            )
            rows.append(format_html("<tr>{}</tr>\n", _join(cells)))
        return format_html(
            '<div class="table-frame" tabindex="0" role="group" aria-label="{}">'
            "<table>\n<tbody>\n{}</tbody>\n</table></div>\n",
            _("Table"),
            _join(rows),
        )

    def inlines(self, inlines: Sequence[Inline]) -> SafeString:
        following = (*inlines[1:], None)
        return _join(self.inline(_closed_up(*pair)) for pair in zip(inlines, following, strict=True))

    def inline(self, inline: Inline) -> SafeString:
        match inline:
            case LineBreak():
                return mark_safe("<br>")
            case Citation():
                return self.marker(inline.items) + (checked_mark() if next(self.checked, False) else EMPTY)
            case Text():
                return _text(inline)
        return EMPTY

    def marker(self, items: Sequence[CitationItem]) -> SafeString:
        """`[see 3, p. 4; 7]`, each number a link to its source."""
        shown = [self._item(item) for item in items]
        if not shown:
            return EMPTY
        length = sum(4 + len(item.prefix) + len(item.locator) + len(item.suffix) for item in items)
        style = "cite cite-whole" if length <= LONGEST_UNBROKEN else "cite"
        return format_html('{}<span class="{}">[{}]</span>', WORD_JOINER, style, _join(shown, "; "))

    def _item(self, item: CitationItem) -> SafeString:
        place = self.numbering.cite(item.key)
        if place is None:
            number = format_html('<span class="cite-missing">{}</span>', _("source not listed"))
        else:
            number = format_html(
                '<a role="doc-noteref" id="{}" href="#{}" aria-label="{}">{}</a>',
                place.place,
                place.source,
                _("Source %(number)s") % {"number": place.number},
                place.number,
            )
        prefix = f"{item.prefix} " if item.prefix else ""
        after = "".join(f", {part}" for part in (item.locator, item.suffix) if part)
        return format_html("{}{}{}", prefix, number, after)


def _closed_up(inline: Inline, following: Inline | None) -> Inline:
    """Without the space before a marker: the stylesheet sets the distance, and no line breaks there."""
    if isinstance(inline, Text) and isinstance(following, Citation):
        return replace(inline, text=inline.text.rstrip(" "))
    return inline


def _text(text: Text) -> SafeString:
    html = format_html("{}", text.text)
    if text.italic:
        html = format_html("<em>{}</em>", html)
    if text.bold:
        html = format_html("<strong>{}</strong>", html)
    href = canonical_href(text.href) if text.href else ""
    if href:
        html = format_html('<a href="{}" rel="external noopener">{}</a>', href, html)
    return html


def _join(parts: Iterable[SafeString], separator: str = "") -> SafeString:
    return format_html_join(separator, "{}", ((part,) for part in parts))
