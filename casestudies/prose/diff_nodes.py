"""What a comparison of two documents says: what was kept, deleted, inserted, changed and moved.

A difference holds both documents and nothing twice: `before` and `after` (diff_sides.py) put each together again from
what it shows.
"""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from casestudies.prose.nodes import Block, Cell, Document, Inlines

Member = TypeVar("Member")
Inner = TypeVar("Inner")


@dataclass(frozen=True, slots=True)
class Kept(Generic[Member]):
    """A run of members that both have."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Deleted(Generic[Member]):
    """`move` is the number of the insertion that the member moved to; 0 where it is gone."""

    member: Member
    move: int = 0


@dataclass(frozen=True, slots=True)
class Inserted(Generic[Member]):
    """`move` is the number of the deletion that the member came from; 0 where it is new."""

    member: Member
    move: int = 0


@dataclass(frozen=True, slots=True)
class Changed(Generic[Inner]):
    inner: Inner


Step = Kept[Member] | Deleted[Member] | Inserted[Member] | Changed[Inner]


@dataclass(frozen=True, slots=True)
class Same:
    """Words that both have, in one style."""

    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Gone:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class New:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Altered:
    """The same words in another style or with another link, or the same sources with other particulars."""

    before: Inlines
    after: Inlines


Piece = Same | Gone | New | Altered
Pieces = tuple[Piece, ...]
Level = Literal[0, 3, 4]  # of a heading; 0 for a paragraph


@dataclass(frozen=True, slots=True)
class TextChange:
    """A paragraph or heading, which may have become the other."""

    before: Level
    after: Level
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class ListChange:
    """A list; `before` and `after` say whether it was and is numbered."""

    before: bool
    after: bool
    items: "tuple[Step[Document, Diff], ...]"


@dataclass(frozen=True, slots=True)
class QuoteChange:
    blocks: "Diff"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of a table; `before` and `after` say whether it was and is a heading."""

    before: bool
    after: bool
    pieces: Pieces


Row = tuple[Cell, ...]
RowChange = tuple[Step[Cell, CellChange], ...]


@dataclass(frozen=True, slots=True)
class TableChange:
    rows: tuple[Step[Row, RowChange], ...]


BlockChange = TextChange | ListChange | QuoteChange | TableChange
Diff = tuple[Step[Block, BlockChange], ...]
