"""Two people's versions of one text, and the text that both began from, made into one: pure functions over states.

A state is a case study as its form holds it. What only one side changed is taken from that side; what both changed
differently is left to a person. `compare` says what there is to decide, `merged` makes the text of the decisions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Value = str | tuple[str, ...]
Fields = Mapping[str, Value]

ROW = ""  # in place of a field: whether the row is there at all
ORDER = "#order"
ADDED = "+"  # begins the key of a row that one side made and the other cannot have


class Side(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class State:
    """`frame` holds the case study's own fields; `parts` the rows of each part, in order, under keys that stay."""

    frame: Fields
    parts: Mapping[str, Mapping[str, Fields]]


@dataclass(frozen=True)
class Difference:
    """One thing in which the two versions differ: a field, a whole row, or the order of a part's rows.

    `part` and `key` are empty for the case study's own fields. `mine`, `theirs` and `base` are a value, a row's
    fields, or the keys in order; None where that side has no such row, or nobody knows the base. `suggested` is the
    only side that changed it; None where both did.
    """

    part: str
    key: str
    field: str
    mine: Any
    theirs: Any
    base: Any
    suggested: Side | None

    @property
    def id(self) -> str:
        return f"{self.part}:{self.key}:{self.field}"


Choices = Mapping[str, Side | Value]


def compare(mine: State, theirs: State, base: State | None) -> list[Difference]:
    """Everything in which the versions differ: own fields first, then part by part, row by row."""
    frame = base.frame if base else None
    found = [
        _field("", "", name, value, theirs.frame.get(name, ""), frame.get(name, "") if frame is not None else None)
        for name, value in mine.frame.items()
    ]
    for part in mine.parts:
        rows = base.parts.get(part, {}) if base else None
        found += _part(part, mine.parts[part], theirs.parts.get(part, {}), rows)
    return [difference for difference in found if difference is not None]


def merged(mine: State, theirs: State, differences: Iterable[Difference], choices: Choices) -> State:
    """The text of the decisions. `choices` maps a difference's id to a side, or to a value written by hand.

    A difference without a choice goes to the side suggested, else to mine, so that nothing typed is dropped unasked.
    """
    decided = {found.id: choices.get(found.id, found.suggested or Side.MINE) for found in differences}
    frame = {
        name: _chosen(decided.get(f"::{name}"), value, theirs.frame.get(name, "")) for name, value in mine.frame.items()
    }
    parts = {part: _rows(part, rows, theirs.parts.get(part, {}), decided) for part, rows in mine.parts.items()}
    return State(frame, parts)


def undecided(differences: Iterable[Difference], choices: Choices) -> list[Difference]:
    """What both sides changed and nobody chose yet."""
    return [found for found in differences if found.suggested is None and found.id not in choices]


def _field(part: str, key: str, field: str, mine: Any, theirs: Any, base: Any) -> Difference | None:
    if mine == theirs:
        return None
    return Difference(part, key, field, mine, theirs, base, _only_changed(mine, theirs, base))


def _only_changed(mine: Any, theirs: Any, base: Any) -> Side | None:
    if base is None:
        return None
    if mine == base:
        return Side.THEIRS
    return Side.MINE if theirs == base else None


def _part(
    part: str,
    mine: Mapping[str, Fields],
    theirs: Mapping[str, Fields],
    base: Mapping[str, Fields] | None,
) -> list[Difference | None]:
    found: list[Difference | None] = [_order(part, mine, theirs, base)]
    for key in _woven(list(theirs), list(mine)):
        before = base.get(key) if base is not None else None
        if key in mine and key in theirs:
            found += [
                _field(part, key, name, value, theirs[key].get(name, ""), before.get(name, "") if before else None)
                for name, value in mine[key].items()
            ]
        else:
            found.append(_row(part, key, mine.get(key), theirs.get(key), before, is_known=base is not None))
    return found


def _row(
    part: str, key: str, mine: Fields | None, theirs: Fields | None, base: Fields | None, *, is_known: bool
) -> Difference:
    """A row that one side alone has: added there, or removed on the other."""
    here, there = (Side.MINE, Side.THEIRS) if mine is not None else (Side.THEIRS, Side.MINE)
    row = mine if mine is not None else theirs
    suggested: Side | None
    if base is not None:
        suggested = there if row == base else None
    else:
        suggested = here if is_known or key.startswith(ADDED) else None
    return Difference(part, key, ROW, mine, theirs, base, suggested)


def _order(
    part: str, mine: Mapping[str, Fields], theirs: Mapping[str, Fields], base: Mapping[str, Fields] | None
) -> Difference | None:
    """Only rows that both have can stand in another order."""
    both = mine.keys() & theirs.keys()
    my_keys, their_keys = (tuple(key for key in keys if key in both) for keys in (mine, theirs))
    if my_keys == their_keys:
        return None
    base_keys = tuple(key for key in base if key in both) if base is not None else None
    # A row that both added stands nowhere in the base.
    common = set(base_keys or ())
    suggested = _only_changed(
        tuple(key for key in my_keys if key in common), tuple(key for key in their_keys if key in common), base_keys
    )
    return Difference(part, "", ORDER, my_keys, their_keys, base_keys, suggested)


def _rows(part: str, mine: Mapping[str, Fields], theirs: Mapping[str, Fields], decided: Choices) -> dict[str, Fields]:
    in_my_order = decided.get(f"{part}::{ORDER}") == Side.MINE
    keys = _woven(list(mine), list(theirs)) if in_my_order else _woven(list(theirs), list(mine))
    rows: dict[str, Fields] = {}
    for key in keys:
        if key in mine and key in theirs:
            rows[key] = {
                name: _chosen(decided.get(f"{part}:{key}:{name}"), value, theirs[key].get(name, ""))
                for name, value in mine[key].items()
            }
            continue
        choice = decided.get(f"{part}:{key}:{ROW}", Side.MINE)
        kept = mine.get(key) if choice == Side.MINE else theirs.get(key)
        if kept is not None:
            rows[key] = kept
    return rows


def _chosen(choice: Side | Value | None, mine: Value, theirs: Value) -> Value:
    if choice is None or isinstance(choice, Side):
        return theirs if choice == Side.THEIRS else mine
    return choice


def _woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """The first order, and what only the second has, each after the one that it follows there."""
    woven = list(first)
    before = None
    for key in second:
        if key not in woven:
            woven.insert(woven.index(before) + 1 if before is not None else 0, key)
        before = key
    return woven
