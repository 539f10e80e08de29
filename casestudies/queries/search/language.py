"""What readers may type into search: words, “phrases”, -excluded words; all must match, the last as far as typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from casestudies.prose.characters import tidy_line
from casestudies.prose.words import folded_words

LONGEST_QUERY = 200
MOST_PARTS = 12
MOST_WORDS = 8  # of a phrase
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_PART = re.compile(r'([-−]?)(?:"([^"]*)"?|([^\s"]+))')


@dataclass(frozen=True)
class Part:
    """One thing to look for: a word, or several that stand side by side.

    `is_open`: the last word may go on. `others`: other forms of a single word, which count as found too.
    """

    words: tuple[str, ...]
    is_open: bool = False
    is_quoted: bool = False
    others: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The word of a part of one; empty for several side by side."""
        return self.words[0] if len(self.words) == 1 else ""


@dataclass(frozen=True)
class Query:
    """`wanted` must all be there, none of `unwanted` may."""

    wanted: tuple[Part, ...] = ()
    unwanted: tuple[Part, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @property
    def text(self) -> str:
        """The query as it could be typed."""
        return " ".join([*map(_typed, self.wanted), *(f"-{_typed(part)}" for part in self.unwanted)])


def tidy_query(text: str) -> str:
    """What was typed, on one line and not too long."""
    return tidy_line(text[: LONGEST_QUERY * 4])[:LONGEST_QUERY].strip()


def parse(text: str) -> Query:
    """Read what was typed; anything at all is a query."""
    wanted: list[Part] = []
    unwanted: list[Part] = []
    for is_excluded, part in _parts(tidy_query(text)):
        (unwanted if is_excluded else wanted).append(part)
    if wanted and _goes_on(wanted[-1]):
        wanted[-1] = replace(wanted[-1], is_open=True)
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def _parts(text: str) -> Iterator[tuple[bool, Part]]:
    found = 0
    for match in _PART.finditer(text.translate(_QUOTES)):
        sign, quoted, bare = match.groups()
        words = tuple(folded_words(quoted if quoted is not None else bare)[:MOST_WORDS])
        if words and found < MOST_PARTS:
            found += 1
            yield bool(sign), Part(words, is_quoted=quoted is not None)


def _goes_on(part: Part) -> bool:
    return not part.is_quoted and len(part.words[-1]) > 1


def _typed(part: Part) -> str:
    words = " ".join(part.words)
    return f'"{words}"' if part.is_quoted or len(part.words) > 1 else words
