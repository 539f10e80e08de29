"""What prose says without its markup: plain text, words, citations, and the statements they support."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from casestudies.prose.characters import nfc
from casestudies.prose.nodes import (
    Block,
    Cell,
    Citation,
    CitationItem,
    Document,
    FigureRef,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
)

Row = tuple[Cell, ...]

_MARK = "\uffff"  # a noncharacter: no text holds it
# A citation takes the space before it along when nothing follows that would need it.
_CITED = re.compile(rf" *{_MARK}(?: *{_MARK})*(?=[\s.,;:!?)\]”’»…]|$)|{_MARK}")
# Chinese and Japanese count by the character; elsewhere a word is what stands between spaces.
_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_EAST_ASIAN}]|[^\W{_EAST_ASIAN}][^\s{_EAST_ASIAN}]*")
_AFTERMATH = re.compile(r"^[\s.,;:!?)\]”’»…]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a citation is given for.

    ``text`` is normalised: NFC, single spaces, without the punctuation left over from the statement before.
    ``block_index`` is the place of its block among the blocks of the document, ``markers`` the number of
    citations in a row that were given for it.
    """

    text: str
    items: tuple[CitationItem, ...]
    block_index: int
    markers: int = 1


def plain_text(document: Document) -> str:
    """The text alone: blocks apart by an empty line, items and rows by a line end, cells by a bar."""
    return "\n\n".join(text for block in document if (text := _block_text(block)))


def word_count(document: Document) -> int:
    """The number of words that a reader reads, without citations."""
    return sum(words_in(_line(inlines)) for block in document for inlines, _ in _leaves(block))


def words_in(text: str) -> int:
    """The number of words in a text that is no prose: a caption, a heading."""
    return len(_WORD.findall(text))


def citations(document: Document) -> list[Citation]:
    """Every citation, in the order of reading."""
    leaves = (inlines for block in document for inlines, _ in _leaves(block))
    return [piece for inlines in leaves for piece in inlines if isinstance(piece, Citation)]


def cited_keys(document: Document) -> list[str]:
    """The keys of the sources cited, each once, in the order of their first citation."""
    return list(dict.fromkeys(item.key for citation in citations(document) for item in citation.items))


def figure_keys(document: Document) -> list[str]:
    """The keys of the figures placed, each once, in the order of reading."""
    return list(dict.fromkeys(key for block in document for key in _figures(block)))


def statements(document: Document) -> list[Statement]:
    """Each stretch of text with the sources given for it: within a block, from one citation to the next.

    Citations with nothing between them support one statement. A citation that opens its paragraph or cell
    supports the text that follows it; one alone in a cell, the row.
    """
    found = []
    for index, block in enumerate(document):
        for inlines, row in _leaves(block):
            found += [Statement(text, items, index, markers) for text, items, markers in _supported(inlines, row)]
    return found


def block_texts(document: Document) -> list[str]:
    """The text of each block on one line, by its place: what a statement stands in."""
    return [nfc(" ".join(_block_text(block).split())) for block in document]


def _supported(inlines: Inlines, row: Row) -> list[tuple[str, tuple[CitationItem, ...], int]]:
    found: list[tuple[str, tuple[CitationItem, ...], int]] = []
    start = 0
    for end, piece in enumerate(inlines):
        if isinstance(piece, Citation):
            text = _normal(inlines[start:end], follows_citation=bool(found))
            start = end + 1
            if found and not text:
                before, items, markers = found.pop()
                found.append((before, items + piece.items, markers + 1))
            else:
                found.append((text, piece.items, 1))
    if found and not found[0][0]:
        (_, items, markers), *later = found
        text, more, others = later[0] if later else (_normal(inlines[start:], follows_citation=True), (), 0)
        text = text or " | ".join(words for cell in row if (words := _normal(cell.inlines)))
        found = [(text, items + more, markers + others), *later[1:]]
    return [(text, tuple(dict.fromkeys(items)), markers) for text, items, markers in found]


def _normal(inlines: Inlines, *, follows_citation: bool = False) -> str:
    text = nfc(" ".join(_line(inlines).split()))
    return _AFTERMATH.sub("", text) if follows_citation else text


def _line(inlines: Inlines) -> str:
    """The text of a leaf, with a line end for every break."""
    lines = _CITED.sub("", "".join(_piece_text(piece) for piece in inlines)).split("\n")
    return "\n".join(line.strip(" ") for line in lines)


def _piece_text(piece: Inline) -> str:
    match piece:
        case Text(text):
            return text
        case LineBreak():
            return "\n"
        case Citation():
            return _MARK


def _block_text(block: Block) -> str:
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            return _line(inlines)
        case ListBlock(ordered, items):
            markers = (f"{number}. " if ordered else "- " for number in count(1))
            return "\n".join(_item_text(marker, item) for marker, item in zip(markers, items, strict=False))
        case Quote(blocks):
            return plain_text(blocks)
        case Table(rows):
            lines = ([_line(cell.inlines).replace("\n", " ") for cell in row] for row in rows)
            return "\n".join(" | ".join(line) for line in lines)
        case FigureRef():
            return ""


def _item_text(marker: str, item: Document) -> str:
    text = "\n".join(words for block in item if (words := _block_text(block)))
    return marker + text.replace("\n", "\n" + " " * len(marker))


def _leaves(block: Block) -> Iterator[tuple[Inlines, Row]]:
    """What holds text in a block, in the order of reading, each with the table row that it stands in, if any."""
    match block:
        case Paragraph(inlines) | Heading(_, inlines):
            yield inlines, ()
        case Table(rows):
            yield from ((cell.inlines, row) for row in rows for cell in row)
        case _:
            yield from (leaf for inner in _inner(block) for leaf in _leaves(inner))


def _figures(block: Block) -> Iterator[str]:
    if isinstance(block, FigureRef):
        yield block.key
    yield from (key for inner in _inner(block) for key in _figures(inner))


def _inner(block: Block) -> Document:
    match block:
        case ListBlock(_, items):
            return tuple(inner for item in items for inner in item)
        case Quote(blocks):
            return blocks
        case _:
            return ()
