"""The vocabulary of search: which words of an entry are in it, how they are stemmed, and by what they look alike."""

from collections.abc import Mapping
from functools import lru_cache

import snowballstemmer

from casestudies.publication.search_entry import WORD_COLUMNS

SHORTEST, LONGEST = 3, 30
# Up to this length words are also kept without each of their letters: one letter is most of what a short word has.
BY_DELETION = 9

# Beside English, whose stem every word has: the languages whose forms we know, by their code.
STEMMED = {
    "da": "danish",
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
_stemmer = snowballstemmer.stemmer("english")
_stemmers = {code: snowballstemmer.stemmer(name) for code, name in STEMMED.items()}


def vocabulary(entry: Mapping[str, str]) -> set[str]:
    """The words of a search entry that a misspelt one could be taken for."""
    return {word for column in WORD_COLUMNS for word in set(entry[column].split()) if is_spelt(word)}


def is_spelt(word: str) -> bool:
    """Whether the word is one that can be misspelt: letters, and enough of them."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What the forms of an English word have in common: `consultations` and `consulted` -> `consult`."""
    return _stemmer.stemWord(word)


@lru_cache(maxsize=65_536)
def stem_in(language: str, word: str) -> str:
    """What the forms of a word have in common in one of the other languages: `fr:norm`; "" for one we do not know."""
    code = language.partition("-")[0]
    return f"{code}:{_stemmers[code].stemWord(word)}" if code in _stemmers else ""


def stems_elsewhere(word: str) -> set[str]:
    """What it would be in every other language that we know."""
    return {stem_in(code, word) for code in STEMMED}


def grams(word: str) -> set[str]:
    """The pieces that a word shares with those that look like it: every three letters, and itself less any one."""
    padded = f"^{word}$"
    pieces = {padded[at : at + 3] for at in range(len(padded) - 2)}
    return pieces | deletions(word) if len(word) <= BY_DELETION else pieces


def deletions(word: str) -> set[str]:
    """The word and the word less any one letter, marked so that they are never taken for three letters of another."""
    return {f"-{word}", *(f"-{word[:at]}{word[at + 1 :]}" for at in range(len(word)))}
