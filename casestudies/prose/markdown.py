"""Prose as Markdown: what is exported, what is written by hand, and back without loss.

CommonMark with GitHub's tables, and these conventions:

- A citation is ``[see @key, p. 3, suffix; @other]``; a figure is ``![](figure:key)`` in a paragraph of its own.
- Lists of one kind that follow each other take turns with ``-`` and ``*``, or ``1.`` and ``1)``.
- A table without a header row has an empty one; ``<!-- th -->`` opens a header cell anywhere else.
- ``<br>`` breaks the line in a heading or a cell; in a paragraph a backslash at the end of the line does.
- ``<!-- -->`` reads as nothing; it stands between marks of emphasis that would otherwise be misread.
"""

from casestudies.prose.characters import drop_unwanted
from casestudies.prose.markdown_blocks import HEADER_MARK, read_blocks
from casestudies.prose.markdown_inline import write_inlines
from casestudies.prose.nodes import Block, Cell, Document, FigureRef, Heading, ListBlock, Paragraph, Quote, Table
from casestudies.prose.normal import normalise
from casestudies.prose.tidy import check_length

_MARKERS = {False: ("- ", "* "), True: (". ", ") ")}


def parse_markdown(text: str) -> Document:
    """The canonical document in a Markdown text.

    Raises MarkdownError for what prose has no form for, naming line and reason, and ProseTooLong.
    """
    check_length(text)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return normalise(read_blocks(drop_unwanted(text)))


def to_markdown(document: Document) -> str:
    """Markdown that reads as exactly this canonical document; it ends with a line end unless it is empty."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(blocks: Document) -> list[str]:
    lines: list[str] = []
    before: Block | None = None
    turn = 0
    for block in blocks:
        if isinstance(block, ListBlock):
            follows = isinstance(before, ListBlock) and before.ordered == block.ordered
            turn = 1 - turn if follows else 0
        lines += [""] if lines else []
        lines += _block(block, turn)
        before = block
    return lines


def _block(block: Block, turn: int) -> list[str]:
    match block:
        case Paragraph(inlines):
            return write_inlines(inlines, "paragraph").split("\n")
        case Heading(level, inlines):
            return [f"{'#' * level} {_without_closing(write_inlines(inlines, 'heading'))}"]
        case ListBlock():
            return _list(block, turn)
        case Quote(blocks):
            return [f"> {line}".rstrip() for line in _lines(blocks)]
        case Table(rows):
            return _table(rows)
        case FigureRef(key):
            return [f"![](figure:{key})"]


def _without_closing(text: str) -> str:
    """A heading whose last character is no mark: Markdown drops a # that closes a heading."""
    return f"{text[:-1]}\\#" if text.endswith("#") else text


def _list(block: ListBlock, turn: int) -> list[str]:
    lines: list[str] = []
    tight = _is_tight(block)
    for number, item in enumerate(block.items, start=1):
        marker = _MARKERS[block.ordered][turn]
        if block.ordered:
            marker = f"{number}{marker}"
        inner = [line for part in item for line in _lines((part,))] if tight else _lines(item)
        if lines and not tight:
            lines.append("")
        lines.append(marker + inner[0])
        lines += [f"{' ' * len(marker)}{line}" if line else "" for line in inner[1:]]
    return lines


def _is_tight(block: ListBlock) -> bool:
    """Whether the list reads well without empty lines: an item is a paragraph, and perhaps a list as tight."""
    return all(
        isinstance(item[0], Paragraph)
        and (len(item) == 1 or (len(item) == 2 and isinstance(item[1], ListBlock) and _is_tight(item[1])))
        for item in block.items
    )


def _table(rows: tuple[tuple[Cell, ...], ...]) -> list[str]:
    has_head = all(cell.header for cell in rows[0])
    width = len(rows[0])
    head = [write_inlines(cell.inlines, "cell") for cell in rows[0]] if has_head else [""] * width
    body = [[_body_cell(cell) for cell in row] for row in rows[has_head:]]
    return [_row(head), _row(["---"] * width), *(_row(row) for row in body)]


def _body_cell(cell: Cell) -> str:
    text = write_inlines(cell.inlines, "cell")
    return f"{HEADER_MARK} {text}".rstrip() if cell.header else text


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
