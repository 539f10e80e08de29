"""A text that two people changed, put together block by block where they changed different blocks. Pure functions."""

from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from casestudies.prose.html import parse_html, to_html

Item = TypeVar("Item", bound=Hashable)


def merge_prose(base: str, mine: str, theirs: str) -> str | None:
    """Canonical prose HTML with the blocks that either side changed; None where both changed the same."""
    blocks = merge_items(parse_html(base), parse_html(mine), parse_html(theirs))
    return None if blocks is None else to_html(parse_html(to_html(tuple(blocks))))


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """The same for plain text, line by line."""
    lines = merge_items(base.split("\n"), mine.split("\n"), theirs.split("\n"))
    return None if lines is None else "\n".join(lines)


def merge_items(base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> list[Item] | None:
    """The base with both sides' changes; None where two changes meet or stand side by side."""
    changes = sorted({*_changes(base, mine), *_changes(base, theirs)}, key=lambda change: change[:2])
    result: list[Item] = []
    end = 0
    for number, (start, stop, replacement) in enumerate(changes):
        if number and start <= end:
            return None
        result += [*base[end:start], *replacement]
        end = stop
    return [*result, *base[end:]]


def _changes(base: Sequence[Item], changed: Sequence[Item]) -> Iterator[tuple[int, int, tuple[Item, ...]]]:
    matcher = SequenceMatcher(None, base, changed, autojunk=False)
    for tag, start, stop, new_start, new_stop in matcher.get_opcodes():
        if tag != "equal":
            yield start, stop, tuple(changed[new_start:new_stop])
