"""Takes text apart into the words that search counts as one, however they are accented, cased or set."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from casestudies.prose.characters import fold

LONGEST_WORD = 64
# A mark belongs to the letter before it; Chinese and Japanese, which set no spaces, are taken by the character.
_MARKS = "".join(chr(code) for code in range(0x0300, 0x1D00) if unicodedata.category(chr(code))[0] == "M")
_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_EAST_ASIAN}]|[^\W_{_EAST_ASIAN}](?:[^\W_{_EAST_ASIAN}]|[{_MARKS}])*")


class Word(NamedTuple):
    """A word of a text: where it stands, and what it is looked for as."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """Every word in order. `l’Île` is two, `l` and `ile`; `2024/1689` is two numbers."""
    for match in _WORD.finditer(text):
        folded = fold_word(match.group())
        if folded:
            yield Word(match.start(), match.end(), folded)


def folded_words(text: str) -> list[str]:
    """What the text's words are looked for as."""
    return [word.folded for word in words(text)]


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Letters and digits alone, so that every database takes the same word for one word."""
    return "".join(filter(str.isalnum, fold(word)))[:LONGEST_WORD]
