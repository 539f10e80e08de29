"""The builder of a prose tree from well-formed HTML of any tags."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Literal

from casestudies.prose.citation_json import read_citation
from casestudies.prose.html_style import PLAIN, Style, styled
from casestudies.prose.html_tables import RawCell, RawTable
from casestudies.prose.limits import MAX_DEPTH
from casestudies.prose.nodes import (
    Block,
    FigureRef,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    Text,
)

_INLINE = frozenset(["a", "b", "strong", "i", "em", "cite", "dfn", "var", "span"])
_LISTS = frozenset(["ul", "ol", "menu"])
_CELLS = frozenset(["td", "th"])
_HEADINGS: dict[str, Literal[3, 4]] = {"h1": 3, "h2": 3, "h3": 3, "h4": 4, "h5": 4, "h6": 4}


@dataclass(slots=True)
class _Container:
    """The root, a list or a quote while it is read; a list has one tuple of blocks an item."""

    tag: str = ""
    items: list[list[Block]] = field(default_factory=list)

    def finish(self) -> list[Block]:
        if self.tag == "blockquote":
            return [Quote(tuple(block for item in self.items for block in item))]
        return [ListBlock(self.tag == "ol", tuple(tuple(item) for item in self.items))]


_Frame = _Container | RawTable | RawCell


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element and what it means for the text in it."""

    tag: str = ""
    style: Style = PLAIN
    href: str = ""
    heading: Literal[3, 4] | None = None
    preformatted: bool = False
    muted: bool = False  # the label that an editor shows in place of a citation
    frame: _Frame | None = None  # opened by this element
    list_frame: _Container | None = None  # that of the innermost list around it


def read_blocks(html: str) -> list[Block]:
    """The blocks in well-formed HTML, not yet in normal form; nested no deeper than ``MAX_DEPTH``."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.finish()


class _Builder(HTMLParser):
    """Keeps open elements and open blocks on stacks of its own, so that no depth of tags overflows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Container(items=[[]])
        self.elements = [_Element()]
        self.frames: list[_Frame] = [self.root]
        self.leaf: list[Inline] = []

    def finish(self) -> list[Block]:
        while len(self.elements) > 1:
            self._close_element()
        self._end_leaf()
        return self.root.items[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "br":
            self.leaf.append(LineBreak())
        elif tag == "hr":
            self._end_leaf()
        elif tag in _INLINE:
            self._open_inline(tag, attributes)
        else:
            self._end_leaf()
            self._open_block(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.elements[-1].tag:
            self._close_element()

    def handle_data(self, data: str) -> None:
        element = self.elements[-1]
        if element.muted:
            return
        for number, line in enumerate(data.split("\n") if element.preformatted else [data]):
            if number:
                self.leaf.append(LineBreak())
            self.leaf.append(Text(line, *element.style, element.href))

    def _open_inline(self, tag: str, attributes: dict[str, str]) -> None:
        element = _within(self.elements[-1], tag, attributes.get("style", ""))
        if "data-cite" in attributes:
            citation = read_citation(attributes["data-cite"])
            if citation is not None and not element.muted:
                self.leaf.append(citation)
                element = replace(element, muted=True)
        self.elements.append(replace(element, href=attributes.get("href", "") or element.href))

    def _open_block(self, tag: str, attributes: dict[str, str]) -> None:
        element = _within(self.elements[-1], tag, attributes.get("style", ""))
        if tag == "figure" and "data-figure" in attributes:
            self._target().append(FigureRef(attributes["data-figure"]))
        elif tag == "li" and element.list_frame is not None and element.list_frame is self.frames[-1]:
            element.list_frame.items.append([])
        frame = self._open_frame(tag, attributes)
        if frame is not None:
            self.frames.append(frame)
        list_frame = element.list_frame
        if tag in _LISTS:
            list_frame = frame if isinstance(frame, _Container) else None
        self.elements.append(
            replace(
                element,
                heading=_HEADINGS.get(tag, element.heading),
                preformatted=element.preformatted or tag == "pre",
                muted=False,
                frame=frame,
                list_frame=list_frame,
            )
        )

    def _open_frame(self, tag: str, attributes: dict[str, str]) -> _Frame | None:
        """The frame that a block element opens, if any: none within a cell, none beyond the depth."""
        top = self.frames[-1]
        in_cell = any(isinstance(frame, RawCell) for frame in self.frames)
        if isinstance(top, RawTable):
            if tag in ("thead", "tbody", "tfoot"):
                top.in_head = tag == "thead"
            elif tag == "tr":
                top.rows.append([])
            elif tag in _CELLS and top.rows:
                header = tag == "th" or top.in_head
                across, down = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
                cell = RawCell(header, across or 1, down)
                top.rows[-1].append(cell)
                return cell
        if in_cell:
            return None
        if tag == "table":
            return RawTable()
        depth = sum(isinstance(frame, _Container) for frame in self.frames) - 1
        if depth < MAX_DEPTH and (tag in _LISTS or tag == "blockquote"):
            return _Container(tag, [[]] if tag == "blockquote" else [])
        return None

    def _close_element(self) -> None:
        element = self.elements[-1]
        if element.tag not in _INLINE:
            self._end_leaf()
        self.elements.pop()
        if element.frame is not None:
            self.frames.pop()
            if not isinstance(element.frame, RawCell):
                self._target().extend(element.frame.finish())

    def _end_leaf(self) -> None:
        if self.leaf:
            inlines, level = tuple(self.leaf), self.elements[-1].heading
            self.leaf = []
            if any(not isinstance(piece, Text) or piece.text.strip() for piece in inlines):
                self._target().append(Heading(level, inlines) if level else Paragraph(inlines))

    def _target(self) -> list[Block]:
        """Where the next block belongs; what stands between two items of a list belongs to the first."""
        match self.frames[-1]:
            case RawTable(before):
                return before
            case RawCell() as cell:
                return cell.blocks
            case _Container(_, items):
                if not items:
                    items.append([])
                return items[-1]


def _within(parent: _Element, tag: str, style: str) -> _Element:
    return replace(parent, tag=tag, style=styled(parent.style, tag, style), frame=None)


def _span(value: str | None) -> int:
    return int(value) if value and re.fullmatch("[0-9]{1,4}", value) else 1
