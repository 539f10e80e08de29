"""Compares two snapshots, field by field and row by row: what was added, removed, changed and moved.

Nothing that differs is left out: what has no name of its own here is called by the snapshot's. Prose is only found
to differ; how, says prose/diff.py, when somebody looks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.text import Truncator

from casestudies.prose.diff_match import Budget, match
from casestudies.publication.compare_fields import Field, Names, Part, Row, own, raw
from casestudies.publication.compare_parts import FRAME, IDENTITY, IMPLIED, NOT_COMPARED, PARTS
from casestudies.publication.compare_rows import by_key, in_reading_order, keyed_texts
from casestudies.publication.csl_label import short_label

What = Literal["kept", "changed", "added", "removed"]
Notes = Mapping[str, str]


@dataclass(frozen=True)
class FieldChange:
    """One value that differs. `path` is its name in the snapshot; `was` and `now` are its values in words."""

    path: str
    label: str
    before: Any
    after: Any
    was: str
    now: str
    is_prose: bool = False


@dataclass(frozen=True)
class RowChange:
    """One row. `was_at` and `is_at` are its places, from 1; None where it was not or is not there."""

    key: str
    title: str
    what: What
    is_moved: bool
    was_at: int | None
    is_at: int | None
    before: Row | None
    after: Row | None
    fields: tuple[FieldChange, ...]

    @property
    def is_shown(self) -> bool:
        return self.what != "kept" or self.is_moved


@dataclass(frozen=True)
class PartChange:
    """A part's rows: those that are there in their order, those that are gone after what they stood behind."""

    name: str
    label: str
    rows: tuple[RowChange, ...]

    @property
    def differs(self) -> bool:
        return any(row.is_shown for row in self.rows)


@dataclass(frozen=True)
class Comparison:
    """What differs between two snapshots: the case study's own fields, and its parts. `names` is of sources by key."""

    frame: tuple[FieldChange, ...]
    parts: tuple[PartChange, ...]
    names: Names

    @property
    def is_empty(self) -> bool:
        return not self.frame and not any(part.differs for part in self.parts)

    def part(self, name: str) -> PartChange:
        return next(part for part in self.parts if part.name == name)


def compare(
    before: Row, after: Row, *, notes: tuple[Notes, Notes] | None = None, with_shared: bool = True
) -> Comparison:
    """Compare two documents in the snapshot's shape.

    `notes` are the teacher's notes of both, by question; only who may see them may be given this comparison.
    Without `with_shared`, what shared records say is left out: what restoring would change.
    """
    names = _names(before) | _names(after)
    look = _Look(names, with_shared)
    frame = look.fields(_frame(before), _frame(after), FRAME)
    parts = []
    for name, part in PARTS.items():
        if name == "teaching":
            old, new = (_noted(document, notes, side) for side, document in enumerate((before, after)))
        elif name == "objectives":
            old, new = keyed_texts(before.get(name, ()), after.get(name, ()))
        else:
            old, new = before.get(name, ()), after.get(name, ())
        parts.append(PartChange(name, str(part.label), look.rows(old, new, part)))
    return Comparison(frame, tuple(parts), names)


@dataclass(frozen=True)
class _Look:
    names: Names
    with_shared: bool

    def fields(self, before: Row, after: Row, known: Mapping[str, Field]) -> tuple[FieldChange, ...]:
        old, new = dict(_leaves(before, known)), dict(_leaves(after, known))
        paths = [path for path in dict.fromkeys([*known, *old, *new]) if old.get(path) != new.get(path)]
        implied = frozenset[str]().union(*(IMPLIED.get(path, frozenset()) for path in paths))
        return tuple(
            self._change(path, known.get(path) or own(_called(path)), old.get(path), new.get(path))
            for path in paths
            if path not in implied and (self.with_shared or path not in known or not known[path].shared)
        )

    def _change(self, path: str, field: Field, before: Any, after: Any) -> FieldChange:
        was, now = field.words(before, self.names), field.words(after, self.names)
        if was == now:
            was, now = raw(before), raw(after)
        if was == now:
            was, now = repr(before), repr(after)  # nothing, and an empty text
        return FieldChange(path, str(field.label), before, after, was, now, field.is_prose)

    def rows(self, before: Sequence[Row], after: Sequence[Row], part: Part) -> tuple[RowChange, ...]:
        old, new = by_key(before, part.key), by_key(after, part.key)
        staying = {new_key for new_key in new if new_key in old}
        in_order = match([key for key in old if key in staying], [key for key in new if key in staying], Budget())
        still = [key for key in old if key in staying]
        unmoved = {still[index] for index, _ in in_order}
        was_at = {key: place for place, key in enumerate(old, start=1)}
        is_at = {key: place for place, key in enumerate(new, start=1)}
        return tuple(
            self._row(key, old.get(key), new.get(key), part, key in staying - unmoved, was_at.get(key), is_at.get(key))
            for key in in_reading_order(list(old), list(new))
        )

    def _row(
        self,
        key: str,
        before: Row | None,
        after: Row | None,
        part: Part,
        is_moved: bool,
        was_at: int | None,
        is_at: int | None,
    ) -> RowChange:
        fields = self.fields(before or {}, after or {}, part.fields)
        what: What = "added" if before is None else "removed" if after is None else "changed" if fields else "kept"
        if before is None or after is None:
            fields = tuple(field for field in fields if _says_something(field))
        title = Truncator(part.title(after or before or {})).chars(120)
        return RowChange(key, title, what, is_moved, was_at, is_at, before, after, fields)


def _says_something(field: FieldChange) -> bool:
    """Whether a field of a row that came or went is worth a line."""
    return field.path not in IDENTITY and any(raw(value) for value in (field.before, field.after))


def _frame(document: Row) -> Row:
    return {name: value for name, value in document.items() if name not in PARTS and name not in NOT_COMPARED}


def _leaves(row: Row, known: Mapping[str, Field], above: str = "") -> Iterator[tuple[str, Any]]:
    """Path -> value, down to what has a name or holds nothing more."""
    for name, value in row.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping) and value and path not in known:
            yield from _leaves(value, known, f"{path}.")
        else:
            yield path, value


def _called(path: str) -> str:
    """What a field without a name is called: `csl.number-of-pages` -> `number of pages`."""
    return path.rpartition(".")[2].replace("_", " ").replace("-", " ")


def _rows(document: Row, part: str) -> Sequence[Row]:
    return document.get(part, ())


def _names(document: Row) -> dict[str, str]:
    sources = {
        row["key"]: short_label({"id": row["key"], **(row.get("csl") or {})}) for row in document.get("sources", ())
    }
    sections = {f"#{row['anchor']}": row["heading"] for row in _rows(document, "sections") if row.get("anchor")}
    return sources | sections


def _noted(document: Row, notes: tuple[Notes, Notes] | None, side: int) -> list[Row]:
    """A row for each teacher's note, under its question."""
    if notes is None:
        return []
    prompts = {row["uuid"]: row["prompt"] for row in document.get("questions", ())}
    return [{"uuid": uuid, "prompt": prompts.get(uuid, ""), "note": note} for uuid, note in notes[side].items()]
