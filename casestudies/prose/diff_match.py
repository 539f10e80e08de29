"""Which members of two sequences correspond: in order, readably, and never slower than a budget allows.

Members that both sequences hold exactly once are matched first (patience), then what lies between them by its longest
common subsequence, computed by the bit. A budget bounds both; once it is spent, what is left counts as replaced.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Pair = tuple[int, int]
Pairs = list[Pair]
Range = tuple[int, int, int, int]  # old start and end, new start and end

MOST_STEPS = 6_000_000
MOST_BITS = 64_000_000  # of one table: 8 MB
BITS_PER_STEP = 256
BAND = 16  # how far members that are only alike may have slipped against each other


@dataclass(slots=True)
class Budget:
    """The steps that a comparison may still take, so that no text, however made, takes long."""

    left: int = MOST_STEPS

    def take(self, steps: int) -> bool:
        if steps > self.left:
            return False
        self.left -= steps
        return True


def match(old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> Pairs:
    """Pairs of indexes of equal members, rising in both."""
    pairs: Pairs = []
    ranges: list[Range] = [(0, len(old), 0, len(new))]
    while ranges:
        start, end, new_start, new_end = ranges.pop()
        while start < end and new_start < new_end and old[start] == new[new_start]:
            pairs.append((start, new_start))
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
            pairs.append((end, new_end))
        if start == end or new_start == new_end or not budget.take(end - start + new_end - new_start):
            continue
        span = (start, end, new_start, new_end)
        anchors = _rising(_unique_in_both(old, new, span))
        if anchors:
            pairs += anchors
            edges = [(start - 1, new_start - 1), *anchors, (end, new_end)]
            ranges += [(before[0] + 1, after[0], before[1] + 1, after[1]) for before, after in pairwise(edges)]
        else:
            bits = (end - start) * (new_end - new_start)
            if bits <= MOST_BITS and budget.take(bits // BITS_PER_STEP):
                pairs += _longest_common(old, new, span)
    return sorted(pairs)


def pair_alike(
    olds: Sequence[int], news: Sequence[int], likeness: Callable[[int, int], float], least: float, budget: Budget
) -> Pairs:
    """Pairs of members that are alike, rising in both, for the greatest likeness in all.

    `olds` and `news` are rising indexes; `likeness` is between 0 and 1, and below `least` it counts for nothing.
    """
    width = abs(len(olds) - len(news)) + BAND
    if not olds or not news or not budget.take(20 * min(len(olds) * len(news), len(olds) * 2 * width)):
        return []
    best: dict[Pair, float] = {}
    scores: dict[Pair, float] = {}
    for row, old in enumerate(olds, start=1):
        slope = row * len(news) // len(olds)
        for column in range(max(1, slope - width), min(len(news), slope + width) + 1):
            score = likeness(old, news[column - 1])
            taken = best.get((row - 1, column - 1), 0.0) + score if score >= least else 0.0
            scores[row, column] = score if score >= least else 0.0
            best[row, column] = max(taken, best.get((row - 1, column), 0.0), best.get((row, column - 1), 0.0))
    return [(olds[row - 1], news[column - 1]) for row, column in _way_back(best, scores, len(olds), len(news))]


def _way_back(best: dict[Pair, float], scores: dict[Pair, float], row: int, column: int) -> Pairs:
    found: Pairs = []
    while row and column:
        here = best.get((row, column), 0.0)
        score = scores.get((row, column), 0.0)
        if score and here == best.get((row - 1, column - 1), 0.0) + score:
            found.append((row, column))
            row, column = row - 1, column - 1
        elif here == best.get((row - 1, column), 0.0):
            row -= 1
        else:
            column -= 1
    return found[::-1]


def _unique_in_both(old: Sequence[Hashable], new: Sequence[Hashable], span: Range) -> Pairs:
    start, end, new_start, new_end = span
    theirs = _unique(new, new_start, new_end)
    return [(index, theirs[member]) for member, index in _unique(old, start, end).items() if member in theirs]


def _unique(members: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    """Member -> index, of those that occur once; in the order of their indexes."""
    first: dict[Hashable, int] = {}
    again: set[Hashable] = set()
    for index in range(start, end):
        member = members[index]
        if first.setdefault(member, index) != index:
            again.add(member)
    for member in again:
        del first[member]
    return first


def _rising(pairs: Pairs) -> Pairs:
    """The longest run of pairs, rising in the first index already, that rises in the second too."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(pairs):
        place = bisect_left(ends, new)
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(new)
            at.append(index)
        else:
            ends[place], at[place] = new, index
    kept: Pairs = []
    index = at[-1] if at else -1
    while index >= 0:
        kept.append(pairs[index])
        index = before[index]
    return kept[::-1]


def _longest_common(old: Sequence[Hashable], new: Sequence[Hashable], span: Range) -> Iterator[Pair]:
    """A longest common subsequence (Hyyrö 2004): a row of the table is one integer, a bit for each new member."""
    start, end, new_start, new_end = span
    places: dict[Hashable, int] = {}
    for bit, index in enumerate(range(new_start, new_end)):
        places[new[index]] = places.get(new[index], 0) | 1 << bit
    full = (1 << (new_end - new_start)) - 1
    state, rows = full, []
    for index in range(start, end):
        common = state & places.get(old[index], 0)
        state = ((state + common) | (state - common)) & full
        rows.append(state)
    row, column = len(rows), new_end - new_start
    while row and column:
        if rows[row - 1] >> (column - 1) & 1:
            column -= 1
            continue
        row -= 1
        if row == 0 or rows[row - 1] >> (column - 1) & 1:
            column -= 1
            yield start + row, new_start + column
