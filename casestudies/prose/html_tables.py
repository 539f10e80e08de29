"""Tables as HTML has them, with merged cells and blocks in cells, made into plain rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casestudies.prose.limits import MAX_CELLS
from casestudies.prose.nodes import (
    Block,
    Cell,
    FigureRef,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Paragraph,
    Table,
)


@dataclass(slots=True)
class RawCell:
    """A cell while it is read; ``rowspan`` 0 reaches to the last row."""

    header: bool
    colspan: int
    rowspan: int
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class RawTable:
    """A table while it is read; ``before`` holds its caption and whatever else stood outside its cells."""

    before: list[Block] = field(default_factory=list)
    rows: list[list[RawCell]] = field(default_factory=list)
    in_head: bool = False

    def finish(self) -> list[Block]:
        """The caption, the table, and the figures that stood in it."""
        cells = [cell for row in self.rows for cell in row]
        figures = [block for cell in cells for block in cell.blocks if isinstance(block, FigureRef)]
        return [*self.before, Table(tuple(self._expanded())), *figures]

    def _expanded(self) -> Iterable[tuple[Cell, ...]]:
        """Rows without merged cells: text repeats downwards; across, it stays in the first column."""
        count = len(self.rows)
        spans = sum(cell.colspan * min(cell.rowspan or count, count) for row in self.rows for cell in row)
        if spans > MAX_CELLS:
            return [tuple(Cell(cell.header, cell_inlines(cell.blocks)) for cell in row) for row in self.rows]
        expanded = []
        hanging: dict[int, tuple[Cell, int]] = {}
        for index, raw_row in enumerate(self.rows):
            row: list[Cell] = []
            for raw in raw_row:
                _hang(row, hanging)
                cell = Cell(raw.header, cell_inlines(raw.blocks))
                below = (raw.rowspan or count) - 1
                for _ in range(raw.colspan):
                    if below > 0 and index + 1 < count:
                        hanging[len(row)] = (cell, below)
                    row.append(cell)
                    cell = Cell(raw.header, ())
            _hang(row, hanging)
            expanded.append(tuple(row))
        return expanded


def cell_inlines(blocks: Iterable[Block]) -> Inlines:
    """The text of the blocks in a cell, each on a line of its own."""
    lines: list[Inline] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            lines += [LineBreak(), *block.inlines] if lines else block.inlines
    return tuple(lines)


def _hang(row: list[Cell], hanging: dict[int, tuple[Cell, int]]) -> None:
    """Put the cells that reach down from the rows above where this row has come to."""
    while (waiting := hanging.pop(len(row), None)) is not None:
        cell, below = waiting
        if below > 1:
            hanging[len(row)] = (cell, below - 1)
        row.append(cell)
