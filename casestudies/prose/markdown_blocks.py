"""The tokens of Markdown read into blocks."""

import re
from typing import NoReturn

from markdown_it.token import Token

from casestudies.prose.errors import MarkdownError
from casestudies.prose.keys import is_figure_key
from casestudies.prose.limits import MAX_DEPTH
from casestudies.prose.markdown_read import inlines_of, parse, refuse_definition
from casestudies.prose.nodes import Block, Cell, FigureRef, Heading, ListBlock, Paragraph, Quote, Table

HEADER_MARK = "<!-- th -->"  # opens a header cell outside the header row
_HEADINGS = {"h3": 3, "h4": 4}
_CONTAINER_PREFIX = re.compile(r"^[\s>]*")
_CELL_END = re.compile(r"(?<!\\)\|")
_FIGURE = "figure:"
_REFUSED = {
    "code_block": "Text indented by four spaces or more is code to Markdown. Please move it to the left.",
    "fence": "Code blocks are not part of prose.",
    "html_block": "HTML is not part of prose. For a plain < write \\<.",
    "hr": "Rules are not part of prose. Use a heading, ### or ####.",
}


def read_blocks(markdown: str) -> list[Block]:
    """The blocks in a Markdown text, not yet in normal form; raises MarkdownError."""
    return _Reader(markdown).read("", 0)


class _Reader:
    """Walks through the tokens once, from container to container."""

    def __init__(self, markdown: str) -> None:
        self.lines = markdown.split("\n")
        self.tokens = parse(markdown)
        self.position = 0

    def read(self, end: str, depth: int) -> list[Block]:
        """The blocks up to the token that closes their container, which is consumed."""
        blocks: list[Block] = []
        while self.position < len(self.tokens):
            token = self._next()
            if token.type == end:
                break
            match token.type:
                case "paragraph_open":
                    blocks.append(self._paragraph(token))
                case "heading_open":
                    blocks.append(self._heading(token))
                case "bullet_list_open" | "ordered_list_open":
                    blocks.append(self._list(token, depth + 1))
                case "blockquote_open":
                    _check_depth(token, depth + 1)
                    blocks.append(Quote(tuple(self.read("blockquote_close", depth + 1))))
                case "table_open":
                    blocks.append(self._table())
                case _:
                    _refuse(token, _REFUSED.get(token.type, f"Prose has no {token.type}."))
        return blocks

    def _next(self) -> Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def _paragraph(self, opening: Token) -> Block:
        content, _ = self._next(), self._next()
        children = content.children or []
        if len(children) == 1 and children[0].type == "image":
            return _figure(children[0], _line(opening))
        refuse_definition(content.content, _line(opening))
        return Paragraph(inlines_of(children, _line(opening)))

    def _heading(self, opening: Token) -> Block:
        content, _ = self._next(), self._next()
        if opening.markup in ("=", "-"):
            _refuse(opening, "A heading is marked by ### or #### before it, not by a line below it.")
        if opening.tag not in _HEADINGS:
            _refuse(opening, f"Headings in a section are ### and ####; this one is {opening.markup}.")
        return Heading(3 if opening.tag == "h3" else 4, inlines_of(content.children or [], _line(opening)))

    def _list(self, opening: Token, depth: int) -> Block:
        _check_depth(opening, depth)
        start = opening.attrGet("start")
        if start is not None:
            _refuse(
                opening,
                f"A numbered list starts at 1, this one at {start}. If it is not a list, write {start}\\. instead.",
            )
        items = []
        while self._next().type == "list_item_open":
            items.append(tuple(self.read("list_item_close", depth)))
        return ListBlock(opening.type == "ordered_list_open", tuple(items))

    def _table(self) -> Block:
        rows: list[tuple[Cell, ...]] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append(self._row(token, is_first=not rows))
        if not any(cell.inlines for cell in rows[0]):
            del rows[0]
        return Table(tuple(rows))

    def _row(self, opening: Token, *, is_first: bool) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        while self._next().type != "tr_close":
            content, _ = self._next(), self._next()
            children = content.children or []
            marked = bool(children) and children[0].type == "html_inline" and children[0].content == HEADER_MARK
            cells.append(Cell(is_first or marked, inlines_of(children[marked:], _line(opening))))
        written = _CELL_END.split(_CONTAINER_PREFIX.sub("", self.lines[_line(opening) - 1]).strip())
        if not is_first and len(written) - (not written[0]) - (not written[-1]) > len(cells):
            _refuse(opening, f"This row has more cells than the {len(cells)} of the table's first row.")
        return tuple(cells)


def _figure(image: Token, line: int) -> FigureRef:
    source = str(image.attrGet("src") or "")
    key = source.removeprefix(_FIGURE)
    if key == source or not is_figure_key(key):
        raise MarkdownError(line, f"Pictures are figures of the case study: ![](figure:key), not “{source}”.")
    if image.content or image.attrGet("title"):
        raise MarkdownError(line, "The words for a figure belong to the figure itself: write ![](figure:key) alone.")
    return FigureRef(key)


def _check_depth(token: Token, depth: int) -> None:
    if depth > MAX_DEPTH:
        _refuse(token, f"Lists and quotes stand at most {MAX_DEPTH} deep in one another.")


def _refuse(token: Token, reason: str) -> NoReturn:
    raise MarkdownError(_line(token), reason)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
