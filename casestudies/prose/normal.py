"""The normal form of a document: of all trees that read the same, the one that is kept."""

from collections.abc import Iterable

from casestudies.prose.errors import ProseTooLong
from casestudies.prose.inlines import normalise_inlines
from casestudies.prose.keys import is_figure_key
from casestudies.prose.limits import MAX_CELLS, MAX_COLUMNS, MAX_DEPTH
from casestudies.prose.nodes import (
    Block,
    Cell,
    Document,
    FigureRef,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)


def normalise(blocks: Iterable[Block]) -> Document:
    """The canonical document that reads as the given blocks do.

    Nothing that can be read is lost. Lists and quotes nested beyond ``MAX_DEPTH`` dissolve into the
    blocks they hold. Raises ProseTooLong for a table of more than ``MAX_CELLS`` cells.
    """
    return tuple(_blocks(blocks, depth=0))


def _blocks(blocks: Iterable[Block], depth: int) -> list[Block]:
    return [normal for block in blocks for normal in _block(block, depth)]


def _block(block: Block, depth: int) -> list[Block]:
    match block:
        case Paragraph(inlines):
            normal = normalise_inlines(inlines)
            return [Paragraph(normal)] if normal else []
        case Heading(level, inlines):
            normal = normalise_inlines(inlines)
            return [Heading(3 if level <= 3 else 4, normal)] if normal else []
        case ListBlock(ordered, items):
            if depth >= MAX_DEPTH:
                return [inner for item in items for inner in _blocks(item, depth)]
            kept = tuple(tuple(inner) for item in items if (inner := _blocks(item, depth + 1)))
            return [ListBlock(ordered, kept)] if kept else []
        case Quote(inner):
            if depth >= MAX_DEPTH:
                return _blocks(inner, depth)
            quoted = tuple(_blocks(inner, depth + 1))
            return [Quote(quoted)] if quoted else []
        case Table(rows):
            return _table(rows)
        case FigureRef(key):
            return [block] if is_figure_key(key) else []


def _table(rows: Iterable[Iterable[Cell]]) -> list[Block]:
    cells = [_row(row) for row in rows]
    kept = [row for row in cells if any(cell.inlines for cell in row)]
    if not kept:
        return []
    width = max(len(row) for row in kept)
    if width * len(kept) > MAX_CELLS:
        raise ProseTooLong(f"A table here has more than {MAX_CELLS:,} cells. Please split it.")
    padded = [row + _padding(row, width) for row in kept]
    corner, *heads = padded[0]
    if len(padded) > 1 and not corner.inlines and heads and all(cell.header for cell in heads):
        padded[0] = (Cell(True, ()), *heads)
    return [Table(tuple(padded))]


def _row(row: Iterable[Cell]) -> tuple[Cell, ...]:
    cells = [Cell(cell.header, normalise_inlines(cell.inlines)) for cell in row]
    if len(cells) <= MAX_COLUMNS:
        return tuple(cells)
    last: list[Inline] = []
    for cell in cells[MAX_COLUMNS - 1 :]:
        last += [LineBreak(), *cell.inlines]
    return *cells[: MAX_COLUMNS - 1], Cell(cells[MAX_COLUMNS - 1].header, normalise_inlines(last))


def _padding(row: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return (Cell(all(cell.header for cell in row), ()),) * (width - len(row))
