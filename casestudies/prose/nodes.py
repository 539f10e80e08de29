"""The tree a piece of prose is made of: blocks, and the inline content within them.

A *canonical* document is one that ``normal.normalise`` leaves as it is; every reader here returns one, and
HTML and Markdown both give it back exactly.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters in one style; ``href`` is empty outside a link."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a block."""


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One source in a citation: its key, the place in it, and words before and after."""

    key: str
    locator: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker that points to one or more references; it has no style and no text of its own."""

    items: tuple[CitationItem, ...]


Inline = Text | LineBreak | Citation
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, whose own heading is level 2."""

    level: Literal[3, 4]
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Cell:
    header: bool
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length; no cell spans another."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class FigureRef:
    """The place where a figure of the case study appears."""

    key: str


Block = Paragraph | Heading | ListBlock | Quote | Table | FigureRef
Document = tuple[Block, ...]
