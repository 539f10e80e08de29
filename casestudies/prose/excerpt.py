"""Where a text holds the words that were looked for: a stretch around the first of them, with each of them marked."""

from collections.abc import Sequence
from functools import lru_cache

from casestudies.prose.characters import drop_unwanted, fold

AROUND = 70  # characters before the first word that was found
LENGTH = 220

# However an apostrophe or a dash is set, one is found as it is typed.
_AS_TYPED = str.maketrans("’‘ʼ‐‑–—", "'''----")

Piece = tuple[bool, str]  # whether it was looked for, and what it says


def folded(text: str) -> str:
    """The text as words are looked for in it: without case and accents, with plain apostrophes and dashes."""
    return fold(text.translate(_AS_TYPED))


def one_line(text: str) -> str:
    """The folded text on one line: what stands in quotation marks is found wherever a line was broken."""
    return folded(" ".join(text.split()))


def search_words(text: str, *, most: int = 20) -> list[str]:
    """What was typed into a search, folded: words, and what stands in quotation marks as one. The first `most`."""
    words: list[str] = []
    for index, part in enumerate(drop_unwanted(text).replace("“", '"').replace("”", '"').split('"')):
        quoted = " ".join(part.split())
        words += [quoted] if index % 2 and quoted else part.split()
    return list(dict.fromkeys(word for word in map(folded, words) if word))[:most]


def excerpt(text: str, words: Sequence[str]) -> list[Piece]:
    """The stretch in pieces; empty when none of the folded `words` is in it."""
    plain, places = _folded(text)
    spans = sorted(_spans(plain, places, words))
    if not spans:
        return []
    start = _word_start(text, max(0, spans[0][0] - AROUND))
    end = _word_end(text, min(len(text), max(start + LENGTH, spans[0][1])))
    pieces: list[Piece] = [(False, "… ")] if start else []
    at = start
    for first, last in spans:
        if last <= at or first >= end:
            continue
        first, last = max(first, at), min(last, end)
        pieces += [(False, text[at:first])] * (first > at) + [(True, text[first:last])]
        at = last
    rest = text[at:end] + (" …" if end < len(text) else "")
    return [*pieces, (False, rest)] if rest else pieces


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place of the one it comes from."""
    if text.isascii():
        return text.casefold(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        plain = _letter(char)
        letters.append(plain)
        places += [index] * len(plain)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    return folded(char)


def _spans(plain: str, places: Sequence[int], words: Sequence[str]) -> list[tuple[int, int]]:
    found = []
    for word in words:
        at = plain.find(word)
        while at >= 0:
            found.append((places[at], places[at + len(word) - 1] + 1))
            at = plain.find(word, at + len(word))
    return found


def _word_start(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - 20), at) if at else -1
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    space = text.find(" ", at, at + 20)
    return space if space >= 0 else min(len(text), at + 20) if at + 20 >= len(text) else at
