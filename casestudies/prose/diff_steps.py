"""Aligns the members of two sequences, blocks, items or rows, and says what became of each."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from casestudies.prose.diff_match import Budget, Pair, match, pair_alike
from casestudies.prose.diff_nodes import Changed, Deleted, Inserted, Kept, Step

LEAST_LIKENESS = 0.35  # shared words, of all words of both; below it a member is another member
MOVED_WORDS = 4  # what has fewer words did not move: it was written twice

Member = TypeVar("Member", bound=Hashable)
Inner = TypeVar("Inner")


@dataclass(frozen=True, slots=True)
class Traits:
    """What a member is told by: only members of one family can be alike."""

    family: str
    words: frozenset[Hashable]

    @property
    def may_move(self) -> bool:
        return self.family == "figure" or len(self.words) >= MOVED_WORDS


def align(
    old: Sequence[Member],
    new: Sequence[Member],
    traits: Callable[[Member], Traits],
    change: Callable[[Member, Member], Inner],
    budget: Budget,
    *,
    moves: bool = False,
) -> tuple[Step[Member, Inner], ...]:
    """The steps from `old` to `new`; `change` compares two members that are alike, `moves` tells what moved."""
    numbers: dict[Member, int] = {}
    old_ids = [numbers.setdefault(member, len(numbers)) for member in old]
    new_ids = [numbers.setdefault(member, len(numbers)) for member in new]
    equal = match(old_ids, new_ids, budget)
    told: dict[int, Traits] = {}

    def traits_of(number: int, member: Member) -> Traits:
        if number not in told:
            told[number] = traits(member)
        return told[number]

    def likeness(index: int, new_index: int) -> float:
        one, other = traits_of(old_ids[index], old[index]), traits_of(new_ids[new_index], new[new_index])
        if one.family != other.family or one.family == "figure":
            return 0.0
        return 2 * len(one.words & other.words) / ((len(one.words) + len(other.words)) or 1)

    gaps = _gaps(equal, len(old), len(new))
    gone, come = _moves(gaps, old_ids, new_ids, lambda index: traits_of(old_ids[index], old[index]), moves=moves)
    steps: list[Step[Member, Inner]] = []
    for olds, news, kept in gaps:
        alike = pair_alike(
            [index for index in olds if index not in gone],
            [index for index in news if index not in come],
            likeness,
            LEAST_LIKENESS,
            budget,
        )
        start, new_start = olds.start, news.start
        for index, new_index in [*alike, (olds.stop, news.stop)]:
            steps += [Deleted(old[at], gone.get(at, 0)) for at in range(start, index)]
            steps += [Inserted(new[at], come.get(at, 0)) for at in range(new_start, new_index)]
            if index < olds.stop:
                steps.append(Changed(change(old[index], new[new_index])))
            start, new_start = index + 1, new_index + 1
        if kept:
            steps.append(Kept(tuple(old[kept.start : kept.stop])))
    return tuple(steps)


_Gap = tuple[range, range, range]


def _gaps(equal: Sequence[Pair], old_count: int, new_count: int) -> list[_Gap]:
    """What differs before each run of equal members, and the run."""
    gaps: list[_Gap] = []
    index = new_index = 0
    place = 0
    while place < len(equal):
        first = place
        while place + 1 < len(equal) and equal[place + 1] == (equal[place][0] + 1, equal[place][1] + 1):
            place += 1
        kept = range(equal[first][0], equal[place][0] + 1)
        gaps.append((range(index, equal[first][0]), range(new_index, equal[first][1]), kept))
        index, new_index = equal[place][0] + 1, equal[place][1] + 1
        place += 1
    gaps.append((range(index, old_count), range(new_index, new_count), range(0)))
    return gaps


def _moves(
    gaps: Sequence[_Gap],
    old_ids: Sequence[int],
    new_ids: Sequence[int],
    traits: Callable[[int], Traits],
    *,
    moves: bool,
) -> tuple[dict[int, int], dict[int, int]]:
    """Index -> number of the move, of what left its place and of what came to another."""
    if not moves:
        return {}, {}
    left: dict[int, list[int]] = {}
    for olds, _, _ in gaps:
        for index in olds:
            left.setdefault(old_ids[index], []).append(index)
    gone: dict[int, int] = {}
    come: dict[int, int] = {}
    for _, news, _ in gaps:
        for new_index in news:
            waiting = left.get(new_ids[new_index])
            if waiting and traits(waiting[0]).may_move:
                come[new_index] = gone[waiting.pop(0)] = len(gone) + 1
    return gone, come
