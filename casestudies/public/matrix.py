"""A table of counts with the darker cells for more: rows and columns with names, cells that lead to their cases."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from casestudies.queries.coverage import Cell

LEVELS = 5
# Up to so many years every year has its column, whether something happened in it or not.
MOST_YEARS = 40

Address = Callable[[str, Any], str]


@dataclass(frozen=True)
class MatrixCell:
    """`level` from 1 to 5, 0 where nothing is; no address where the list of cases has no filter for it."""

    count: int
    level: int
    url: str
    column: str


@dataclass(frozen=True)
class MatrixRow:
    """`above` is said over the row where it begins a group."""

    name: str
    url: str
    cells: list[MatrixCell]
    total: int
    above: str = ""


@dataclass(frozen=True)
class Matrix:
    """`has_totals`: no case study stands in two columns, so that a row can be added up."""

    columns: list[str]
    rows: list[MatrixRow]
    has_totals: bool


def years_of(cells: Sequence[Cell]) -> list[int | None]:
    """The columns of years: none is left out between the first and the last, unless they lie too far apart."""
    years = sorted({cell.column for cell in cells if cell.column is not None})
    if years and years[-1] - years[0] < MOST_YEARS:
        years = list(range(years[0], years[-1] + 1))
    return [*years, *([None] if any(cell.column is None for cell in cells) else [])]


def most_first(cells: Sequence[Cell]) -> list[Any]:
    """The columns by how much they hold, then by name."""
    totals: dict[Any, int] = {}
    for cell in cells:
        totals[cell.column] = totals.get(cell.column, 0) + cell.count
    return sorted(totals, key=lambda column: (-totals[column], str(column)))


def matrix(
    cells: Sequence[Cell],
    rows: Sequence[tuple[str, str, str, str]],
    columns: Sequence[tuple[Any, str]],
    address: Address,
    *,
    has_totals: bool,
) -> Matrix:
    """`rows`: key, name, address and what is said above; `columns`: what a cell's column is, and its name.

    `address`: of a row's key and a column, perhaps empty.
    """
    counts = {(cell.row, cell.column): cell.count for cell in cells}
    most = max(counts.values(), default=1)

    def made(key: str, column: Any, name: str) -> MatrixCell:
        count = counts.get((key, column), 0)
        return MatrixCell(count, level_of(count, most), address(key, column) if count else "", name)

    return Matrix(
        columns=[name for _column, name in columns],
        has_totals=has_totals and len(columns) > 1,
        rows=[
            MatrixRow(
                name=name,
                url=url,
                above=above,
                cells=[made(key, column, title) for column, title in columns],
                total=sum(counts.get((key, column), 0) for column, _title in columns),
            )
            for key, name, url, above in rows
        ],
    )


def level_of(count: int, most: int) -> int:
    """From 1 for a single one to 5 for the most; each doubling counts alike."""
    if count < 1:
        return 0
    return 1 if most < 2 else 1 + round((LEVELS - 1) * math.log(count) / math.log(most))
