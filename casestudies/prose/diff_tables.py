"""What changed in a table: rows and columns that came and went, cells word by word."""

from collections.abc import Hashable

from casestudies.prose.diff_match import Budget, Pairs, match, pair_alike
from casestudies.prose.diff_nodes import CellChange, Changed, Deleted, Inserted, Kept, Row, RowChange, Step, TableChange
from casestudies.prose.diff_steps import LEAST_LIKENESS, Traits, align
from casestudies.prose.diff_words import diff_inlines, word_set
from casestudies.prose.nodes import Cell, Table


def diff_tables(old: Table, new: Table, budget: Budget) -> TableChange:
    """Columns correspond by their place where there are as many as before, else by their heads and words."""
    columns = _columns(old, new, budget)
    rows = align(
        old.rows,
        new.rows,
        lambda row: Traits("row", row_words(row)),
        lambda one, other: _row_change(one, other, columns, budget),
        budget,
    )
    return TableChange(rows)


def row_words(row: Row) -> frozenset[Hashable]:
    return frozenset[Hashable]().union(*(word_set(cell.inlines) for cell in row))


def _columns(old: Table, new: Table, budget: Budget) -> Pairs:
    width, new_width = len(old.rows[0]), len(new.rows[0])
    if width == new_width:
        return [(index, index) for index in range(width)]
    pairs = match([cell.inlines for cell in old.rows[0]], [cell.inlines for cell in new.rows[0]], budget)
    found: Pairs = []
    start = new_start = 0
    for index, new_index in [*pairs, (width, new_width)]:
        words = {at: _column_words(old, at) for at in range(start, index)}
        new_words = {at: _column_words(new, at) for at in range(new_start, new_index)}

        def likeness(
            one: int,
            other: int,
            words: dict[int, frozenset[Hashable]] = words,
            new_words: dict[int, frozenset[Hashable]] = new_words,
        ) -> float:
            return 2 * len(words[one] & new_words[other]) / ((len(words[one]) + len(new_words[other])) or 1)

        found += pair_alike(list(words), list(new_words), likeness, LEAST_LIKENESS, budget)
        if index < width:
            found.append((index, new_index))
        start, new_start = index + 1, new_index + 1
    return found


def _column_words(table: Table, at: int) -> frozenset[Hashable]:
    return frozenset[Hashable]().union(*(word_set(row[at].inlines) for row in table.rows))


def _row_change(old: Row, new: Row, columns: Pairs, budget: Budget) -> RowChange:
    cells: list[Step[Cell, CellChange]] = []
    start = new_start = 0
    for index, new_index in [*columns, (len(old), len(new))]:
        cells += [Deleted(cell) for cell in old[start:index]]
        cells += [Inserted(cell) for cell in new[new_start:new_index]]
        if index < len(old):
            one, other = old[index], new[new_index]
            pieces = diff_inlines(one.inlines, other.inlines, budget)
            cells.append(Kept((one,)) if one == other else Changed(CellChange(one.header, other.header, pieces)))
        start, new_start = index + 1, new_index + 1
    return tuple(cells)
