"""Says how wide words will be, and makes them fit.

Whose machine draws them with which font is not known: the widths are those of the widest font that the stylesheet
names (DejaVu Sans), rounded up, so that a box made with them is never too small.
"""

import unicodedata
from functools import cache
from itertools import accumulate

ELLIPSIS = "…"
# Characters by their advance in thousandths of the font's size.
_ADVANCES = {
    320: "iljIJ'.,! ",
    360: "/:;\\|f-’‘",
    420: "()[]tr·",
    560: 'szc?*_`L"“”',
    990: "mMW%@…—w",
    850: "ABCDGHKNOQRUVXYZ&#+<=>^~",
}
_BY_CHARACTER = {character: advance for advance, characters in _ADVANCES.items() for character in characters}
_BOLD = 1.2


@cache
def _advance(character: str) -> int:
    if known := _BY_CHARACTER.get(character):
        return known
    if character.isascii() or (unicodedata.category(character) == "Ll" and character < "Ͱ"):
        return 650
    if unicodedata.combining(character):
        return 100
    if "\u0590" <= character <= "\u08ff":
        return 750  # Hebrew, Arabic and their neighbours
    return 1100  # other scripts, capitals with marks, pictures


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """The room that words of a font size take at most."""
    return sum(map(_advance, words)) * size / 1000 * (_BOLD if bold else 1)


def cut(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """The words, or as many of them as fit with an ellipsis; a first word that is too long is cut within."""
    if width_of(words, size, bold=bold) <= width:
        return words
    room = width - width_of(ELLIPSIS, size, bold=bold)
    factor = size / 1000 * (_BOLD if bold else 1)
    fits = [end <= room for end in accumulate(_advance(character) * factor for character in words)]
    kept = fits.index(False) if False in fits else len(words)
    whole = words[: kept + 1].rpartition(" ")[0].rstrip(" ,;:–")  # to the last space that fits
    return (whole or words[:kept].rstrip()) + ELLIPSIS


def wrap(words: str, width: float, size: float, *, most: int, bold: bool = False) -> list[str]:
    """The words on at most so many lines, the last one cut."""
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most - 1:
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), size, bold=bold) <= width:
            count += 1
        lines.append(cut(" ".join(rest[:count]), width, size, bold=bold))
        rest = rest[count:]
    if rest:
        lines.append(cut(" ".join(rest), width, size, bold=bold))
    return lines
