"""The stretch of a case that a result quotes: from the passage that holds most of what was looked for."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from casestudies.models import SearchEntry
from casestudies.prose.words import Word, words
from casestudies.queries.search.language import Part, Query

BEFORE = 60  # characters before the first word that is marked
LENGTH = 260

Piece = tuple[bool, str]  # whether it was looked for, and what it says


@dataclass(frozen=True)
class Quoted:
    """A stretch in pieces, the heading of the part it stands in, and that part's anchor in the page."""

    anchor: str
    heading: str
    pieces: Sequence[Piece]


class Hit(NamedTuple):
    """Where a part of the query stands in a passage."""

    start: int
    end: int
    part: int


def quote(states: Iterable[int], query: Query) -> Mapping[int, Quoted]:
    """For each public state, by row id, the stretch to quote; none where the text holds nothing of it. One query."""
    if not query.wanted:
        return {}
    entries = SearchEntry.objects.filter(state__in=list(states)).values_list("state_id", "passages")
    found = {pk: _best(passages, query.wanted) for pk, passages in entries}
    return {pk: quoted for pk, quoted in found.items() if quoted}


def _best(passages: Iterable[Sequence[str]], parts: Sequence[Part]) -> Quoted | None:
    """The first of those that hold most parts, close to each other rather than far, and lead somewhere."""
    best: tuple[tuple[int, bool], Quoted] | None = None
    for anchor, heading, text in passages:
        hits = sorted(_hits(text, parts))
        if not hits:
            continue
        start = _densest(hits)
        parts_held = 2 * len({hit.part for hit in _within(hits, start)}) + len({hit.part for hit in hits})
        score = parts_held, bool(anchor)
        if best is None or score > best[0]:
            best = score, Quoted(anchor, heading, _pieces(text, hits, start))
    return best[1] if best else None


def _hits(text: str, parts: Sequence[Part]) -> Iterable[Hit]:
    said = list(words(text))
    folded = [word.folded for word in said]
    for index, part in enumerate(parts):
        if part.word:
            yield from _of_word(said, part, index)
            continue
        length = len(part.words)
        for at in range(len(said) - length + 1):
            if _is_phrase(folded[at : at + length], part):
                yield Hit(said[at].start, said[at + length - 1].end, index)


def _of_word(said: Iterable[Word], part: Part, index: int) -> Iterable[Hit]:
    alike = {part.word, *part.others}
    for word in said:
        if word.folded in alike or (part.is_open and word.folded.startswith(part.word)):
            yield Hit(word.start, word.end, index)


def _is_phrase(folded: Sequence[str], part: Part) -> bool:
    *first, last = part.words
    ends = folded[-1].startswith(last) if part.is_open else folded[-1] == last
    return ends and list(folded[:-1]) == first


def _within(hits: Sequence[Hit], start: int) -> Sequence[Hit]:
    """Those in a stretch; `hits` are in order."""
    begins = attrgetter("start")
    return hits[bisect_left(hits, start, key=begins) : bisect_left(hits, start + LENGTH - BEFORE, key=begins)]


def _densest(hits: Sequence[Hit]) -> int:
    """Where to begin, so that the stretch holds most parts."""
    return max(
        (hit.start for hit in hits[:200]), key=lambda start: (len({hit.part for hit in _within(hits, start)}), -start)
    )


def _pieces(text: str, hits: Sequence[Hit], first: int) -> list[Piece]:
    start = _word_start(text, max(0, first - BEFORE))
    end = _word_end(text, min(len(text), start + LENGTH))
    pieces: list[Piece] = [(False, "… ")] if start else []
    at = start
    for hit in hits:
        if hit.start < at or hit.end > end:
            continue
        pieces += [(False, text[at : hit.start])] * (hit.start > at) + [(True, text[hit.start : hit.end])]
        at = hit.end
    rest = text[at:end].rstrip() + (" …" if end < len(text) else "")
    return [*pieces, (False, rest)] if rest else pieces


def _word_start(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - 30), at) if at else -1
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    space = text.find(" ", at, at + 30)
    return space if space >= 0 else len(text) if len(text) <= at + 30 else at
