"""The content of a block as Markdown."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, NamedTuple

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from casestudies.prose.errors import MarkdownError
from casestudies.prose.markdown_citation import write_citation
from casestudies.prose.markdown_escape import escape_text
from casestudies.prose.markdown_read import SEPARATOR, read_inlines
from casestudies.prose.nodes import Citation, Inline, Inlines, LineBreak, Text

Place = Literal["paragraph", "heading", "cell"]

_ENTITY_LIKE = re.compile(r"&(?=[#A-Za-z0-9]+;)")


class _Piece(NamedTuple):
    """A bit of Markdown: text, or the mark that opens or closes emphasis."""

    kind: Literal["text", "open", "close"]
    markdown: str


def write_inlines(inlines: Inlines, place: Place) -> str:
    """Markdown that reads as exactly this canonical content.

    Emphasis in Markdown depends on the characters beside it: ``a**"b"**c`` is not bold. An empty comment, which
    no reader sees, keeps the two apart where that is needed; or everywhere, should that not be enough.
    """
    pieces = list(_pieces(inlines, place))
    markdown = _assemble(pieces, separate=False)
    if any(piece.kind == "open" for piece in pieces) and not _reads_as(markdown, inlines):
        return _assemble(pieces, separate=True)
    return markdown


def _reads_as(markdown: str, inlines: Inlines) -> bool:
    try:
        return read_inlines(markdown) == inlines
    except MarkdownError:
        return False


def _pieces(inlines: Inlines, place: Place) -> Iterator[_Piece]:
    written = list(_written(list(_with_plain_spaces(inlines)), place))
    for href, linked in groupby(written, key=lambda pair: _href(pair[0])):
        if href:
            yield _Piece("text", "[")
        for bold, strong in groupby(linked, key=lambda pair: isinstance(pair[0], Text) and pair[0].bold):
            if bold:
                yield _Piece("open", "**")
            for piece, markdown in strong:
                italic = isinstance(piece, Text) and piece.italic
                if italic:
                    yield _Piece("open", "*")
                yield _Piece("text", markdown)
                if italic:
                    yield _Piece("close", "*")
            if bold:
                yield _Piece("close", "**")
        if href:
            yield _Piece("text", f"]({_destination(href)})")


def _with_plain_spaces(inlines: Inlines) -> Iterator[Inline]:
    """Spaces at the ends of a run without its emphasis, which Markdown could not read there.

    Reading gives it back to them, from what they stand between. Bold goes on over a space within one link.
    """
    around = (LineBreak(), *inlines, LineBreak())
    for piece, before, after in zip(inlines, around, around[2:], strict=False):
        if not isinstance(piece, Text) or not (piece.bold or piece.italic):
            yield piece
            continue
        bold_before, bold_after = _share_bold(before, piece), _share_bold(piece, after)
        core = piece.text.strip()
        if not core:
            yield Text(piece.text, bold=bold_before and bold_after, href=piece.href)
            continue
        lead, _, trail = piece.text.partition(core)
        if lead:
            yield Text(lead, bold=bold_before, href=piece.href)
        yield Text(core, piece.bold, piece.italic, piece.href)
        if trail:
            yield Text(trail, bold=bold_after, href=piece.href)


def _share_bold(one: Inline, other: Inline) -> bool:
    return isinstance(one, Text) and isinstance(other, Text) and one.bold and other.bold and one.href == other.href


def _written(inlines: list[Inline], place: Place) -> Iterator[tuple[Inline, str]]:
    around = [LineBreak(), *inlines, LineBreak()]
    for piece, (before, after) in zip(inlines, zip(around, around[2:], strict=False), strict=True):
        match piece:
            case Text(text):
                escaped = escape_text(
                    text,
                    starts_line=isinstance(before, LineBreak),
                    ends_line=isinstance(after, LineBreak),
                    in_cell=place == "cell",
                    after_citation=isinstance(before, Citation),
                )
                yield piece, escaped
            case LineBreak():
                yield piece, "\\\n" if place == "paragraph" else "<br>"
            case Citation():
                yield piece, write_citation(piece)


def _href(piece: Inline) -> str:
    return piece.href if isinstance(piece, Text) else ""


def _destination(href: str) -> str:
    address = _ENTITY_LIKE.sub("&amp;", href)
    return f"<{address}>" if "(" in address or ")" in address else address


def _assemble(pieces: Iterable[_Piece], *, separate: bool) -> str:
    """The pieces in a row, with separators where marks would not be read as they are meant, or at every mark."""
    runs = [(kind, [piece.markdown for piece in group]) for kind, group in groupby(pieces, lambda one: one.kind)]
    texts = ["".join(parts) if kind == "text" else "" for kind, parts in runs]
    out = ""
    for (kind, parts), following in zip(runs, [*texts[1:], ""], strict=False):
        if kind == "text":
            out += parts[0] if len(parts) == 1 else "".join(parts)
            continue
        run = SEPARATOR.join(parts) if separate else "".join(parts)
        if kind == "open":
            at_start = not out or out.endswith("\n")
            if not at_start and (separate or out.endswith("*") or _clash(out[-1], following[0])):
                out = out.removesuffix(SEPARATOR) + SEPARATOR
            out += run
        else:
            inside = out[-1]
            out += run
            if following and (separate or _clash(following[0], inside)):
                out += SEPARATOR
    return out


def _clash(outside: str, inside: str) -> bool:
    """Whether a mark between these two characters would be taken for text."""
    return _is_punctuation(inside) and not _is_punctuation(outside) and not isWhiteSpace(ord(outside))


def _is_punctuation(char: str) -> bool:
    return isPunctChar(char) or isMdAsciiPunct(ord(char))
