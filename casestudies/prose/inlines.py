"""The normal form of inline content: style, spaces, breaks and citations within one block."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from casestudies.prose.characters import collapse, drop_unwanted, is_visible, nfc, tidy_line
from casestudies.prose.keys import is_source_key
from casestudies.prose.limits import MAX_CITATION_PART, MAX_CITED
from casestudies.prose.links import canonical_href
from casestudies.prose.nodes import Citation, CitationItem, Inline, Inlines, LineBreak, Text

_SPACE = re.compile(r"(\s+)")


class _Style(NamedTuple):
    bold: bool
    italic: bool
    href: str


_PLAIN = _Style(False, False, "")


def normalise_inlines(inlines: Iterable[Inline]) -> Inlines:
    """The canonical form of a block's content; empty if nothing in it can be seen.

    Whitespace carries the style that both its neighbours share, so that bold never begins or ends with it.
    """
    kept = _merge(_place_spaces(list(_split(inlines))))
    while kept and isinstance(kept[0], LineBreak):
        del kept[0]
    while kept and isinstance(kept[-1], LineBreak):
        del kept[-1]
    return tuple(kept) if any(_is_seen(piece) for piece in kept) else ()


def normalise_citation(items: Iterable[CitationItem]) -> Citation | None:
    """The citation with well-formed items alone, each once and in order; None if there is none."""
    kept: dict[CitationItem, None] = {}
    for item in items:
        if is_source_key(item.key):
            kept[CitationItem(item.key, _part(item.locator), _part(item.prefix), _part(item.suffix))] = None
    return Citation(tuple(kept)[:MAX_CITED]) if kept else None


def _part(text: str) -> str:
    return tidy_line(tidy_line(text)[:MAX_CITATION_PART])


def _is_seen(piece: Inline) -> bool:
    return is_visible(piece.text) if isinstance(piece, Text) else isinstance(piece, Citation)


def _style(piece: Inline) -> _Style:
    return _Style(piece.bold, piece.italic, piece.href) if isinstance(piece, Text) else _PLAIN


def _split(inlines: Iterable[Inline]) -> Iterable[Inline]:
    """Words and spaces as pieces of their own, spaces without style; citations that say nothing left out."""
    for piece in inlines:
        match piece:
            case Text(text, bold, italic, href):
                href = canonical_href(href) if href else ""
                for part in _SPACE.split(drop_unwanted(text)):
                    if part.isspace():
                        yield Text(part)
                    elif part:
                        yield Text(part, bold, italic, href)
            case Citation(items):
                citation = normalise_citation(items)
                if citation is not None:
                    yield citation
            case LineBreak():
                yield piece


def _place_spaces(pieces: list[Inline]) -> Iterable[Inline]:
    """Spaces collapsed, gone from the ends of lines, and in the style of what they stand between."""
    before: Inline = LineBreak()
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        index += 1
        if not _is_space(piece):
            before = piece
            yield piece
            continue
        end = index
        while end < len(pieces) and _is_space(pieces[end]):
            end += 1
        space = collapse("".join(part.text for part in pieces[index - 1 : end] if isinstance(part, Text)))
        after = pieces[end] if end < len(pieces) else LineBreak()
        if isinstance(before, LineBreak):
            space = space.lstrip(" ")
        if isinstance(after, LineBreak):
            space = space.rstrip(" ")
        if space:
            yield Text(space, *_shared(_style(before), _style(after)))
        index = end


def _is_space(piece: Inline) -> bool:
    return isinstance(piece, Text) and piece.text.isspace()


def _shared(one: _Style, other: _Style) -> _Style:
    href = one.href if one.href == other.href else ""
    return _Style(one.bold and other.bold, one.italic and other.italic, href)


def _merge(pieces: Iterable[Inline]) -> list[Inline]:
    """Neighbouring text of one style as one piece, in NFC."""
    merged: list[Inline] = []
    for (is_text, style), group in groupby(pieces, key=lambda one: (isinstance(one, Text), _style(one))):
        if is_text:
            merged.append(Text(nfc("".join(piece.text for piece in group if isinstance(piece, Text))), *style))
        else:
            merged += group
    return merged
