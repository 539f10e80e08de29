"""Which rows of two lists are the same: by their keys, or by what they say where they have none."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from casestudies.prose.diff_match import Budget
from casestudies.prose.diff_nodes import Changed, Deleted, Inserted, Kept
from casestudies.prose.diff_steps import Traits, align
from casestudies.publication.compare_fields import Row


def by_key(rows: Sequence[Row], key: Callable[[Row], str]) -> dict[str, Row]:
    """Rows by their keys, in order; should two have one, both are kept."""
    found: dict[str, Row] = {}
    for row in rows:
        name = key(row)
        found[next(each for each in _numbered(name) if each not in found)] = row
    return found


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {number}" for number in count(2))


def in_reading_order(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The new order, with what is gone after what it stood behind."""
    there = set(new)
    after: dict[str, list[str]] = {}
    last = ""
    for key in old:
        if key in there:
            last = key
        else:
            after.setdefault(last, []).append(key)
    order = after.get("", [])
    for key in new:
        order += [key, *after.get(key, ())]
    return order


def keyed_texts(old: Sequence[str], new: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Two lists of texts as rows: those that are the same, alike or moved get one key."""
    steps = align(
        old,
        new,
        lambda text: Traits("text", frozenset(text.casefold().split())),
        lambda _one, _other: None,
        Budget(),
        moves=True,
    )
    old_keys: list[str] = []
    new_keys: list[str] = []
    numbers = map(str, count(1))
    for step in steps:
        match step:
            case Kept(members):
                keys = [next(numbers) for _ in members]
                old_keys += keys
                new_keys += keys
            case Changed():
                old_keys.append(next(numbers))
                new_keys.append(old_keys[-1])
            case Deleted(_, move):
                old_keys.append(f"moved {move}" if move else next(numbers))
            case Inserted(_, move):
                new_keys.append(f"moved {move}" if move else next(numbers))
    return _rows(old_keys, old), _rows(new_keys, new)


def _rows(keys: Sequence[str], texts: Sequence[str]) -> list[Row]:
    return [{"key": key, "text": text} for key, text in zip(keys, texts, strict=True)]
