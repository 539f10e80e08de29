"""What a file may hold, member by member, and the sentences for what it may not.

A specification reads a value where it stands, notes every problem with its line, and gives back the value in one
shape: absent members filled in, so that whoever comes next need not ask.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, ClassVar

from casestudies.exchange.loaded import Loaded, Path
from casestudies.exchange.problems import ProblemList

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class At:
    """A place in a file: where a value stands, what it is called, and where to note what is wrong with it."""

    loaded: Loaded
    problems: ProblemList
    path: Path = ()

    def __truediv__(self, step: str | int) -> "At":
        return At(self.loaded, self.problems, (*self.path, step))

    @property
    def name(self) -> str:
        """The nearest key: `title`; for a list's member, the list's own."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "the file")

    def problem(self, reason: str) -> None:
        self.problems.add(self.loaded.file, self.loaded.line(self.path), reason)


@dataclass(frozen=True)
class Text:
    """Text; null counts as none. `choices` closes it, `pattern` shapes it as `hint` says."""

    required: bool = False
    longest: int | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""
    hint: str = ""
    default: str = ""

    def read(self, value: Any, at: At) -> str:
        if value is None:
            value = self.default
        if not isinstance(value, str):
            at.problem(_not_text(value, at.name))
            return self.default
        if not value:
            if self.required:
                at.problem(f"“{at.name}” is empty")
        elif self.choices and value not in self.choices:
            at.problem(f"“{value}” is none of the values of “{at.name}”{nearest(value, self.choices)}")
        elif self.pattern and not re.fullmatch(self.pattern, value):
            at.problem(f"“{_short(value)}” will not do as “{at.name}”: {self.hint}")
        elif self.longest is not None and len(value) > self.longest:
            at.problem(f"“{at.name}” has {len(value):,} characters; {self.longest:,} is the most")
        return value


@dataclass(frozen=True)
class Number:
    """A whole number; None if there is none."""

    smallest: int
    largest: int
    required: ClassVar[bool] = False
    default: ClassVar[None] = None

    def read(self, value: Any, at: At) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            at.problem(f"“{at.name}” must be a whole number, without quotes")
        elif not self.smallest <= value <= self.largest:
            at.problem(f"“{at.name}” must be a number from {self.smallest:,} to {self.largest:,}")
        else:
            return value
        return None


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    required: ClassVar[bool] = False
    default: ClassVar[bool] = False

    def read(self, value: Any, at: At) -> bool:
        if value is not None and not isinstance(value, bool):
            at.problem(f"“{at.name}” must be true or false")
        return value is True


@dataclass(frozen=True)
class Day:
    """A day as `YYYY-MM-DD`; empty if there is none."""

    required: ClassVar[bool] = False
    default: ClassVar[str] = ""

    def read(self, value: Any, at: At) -> str:
        text = Text().read(value, at)
        if not text or is_day(text):
            return text
        at.problem(f"“{_short(text)}” is not a day; write “{at.name}” as 2024-11-26")
        return ""


@dataclass(frozen=True)
class ListOf:
    """A list of one kind of thing. `once` names the members that no two may share; text stands once anyway."""

    each: Any
    once: tuple[str, ...] = ()
    repeats: bool = False
    required: bool = False
    default: ClassVar[tuple] = ()

    def read(self, value: Any, at: At) -> list[Any]:
        if value is None:
            value = []
        if not isinstance(value, list):
            at.problem(f"“{at.name}” must be a list")
            return []
        if self.required and not value:
            at.problem(f"“{at.name}” is empty")
        read = [self.each.read(item, at / index) for index, item in enumerate(value)]
        if not self.repeats:
            self._check_once(read, at)
        return read

    def _check_once(self, read: list[Any], at: At) -> None:
        seen: dict[Any, int] = {}
        for index, item in enumerate(read):
            key = tuple(item.get(name) for name in self.once) if isinstance(item, dict) else item
            if not key or not isinstance(key, str | tuple) or not all(key):
                continue
            if key in seen:
                told = key if isinstance(key, str) else " ".join(map(str, key))
                (at / index).problem(f"“{told}” is in this list twice; it stands on line {seen[key]} already")
            seen.setdefault(key, at.loaded.line((*at.path, index)))


@dataclass(frozen=True)
class Record:
    """Named members, no others."""

    members: Mapping[str, Any]
    required: bool = False
    default: Mapping[str, Any] = field(default_factory=dict)

    def read(self, value: Any, at: At) -> dict[str, Any]:
        if value is None:
            value = {}
        if not isinstance(value, Mapping):
            example = f"{next(iter(self.members))}: …"
            at.problem(f"“{at.name}” must have named members ({example})")
            return {}
        for key in value:
            if key not in self.members:
                (at / key).problem(f"“{key}” is not known here{nearest(key, self.members)}")
        read = {}
        for name, spec in self.members.items():
            if name not in value and spec.required:
                at.problem(f"“{name}” is missing")
                read[name] = [] if isinstance(spec, ListOf) else spec.default
            else:
                read[name] = spec.read(value.get(name), at / name)
        return read


@dataclass(frozen=True)
class Optional:
    """The same thing, or None where there is none."""

    inner: Any
    required: ClassVar[bool] = False
    default: ClassVar[None] = None

    def read(self, value: Any, at: At) -> Any:
        return None if value is None else self.inner.read(value, at)


def is_day(text: str) -> bool:
    """Whether the text is a day of the calendar, as `YYYY-MM-DD`."""
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _not_text(value: Any, name: str) -> str:
    if isinstance(value, bool | int):
        written = str(value).lower()
        return f'“{name}” must be text: put it in quotes, "{written}"'
    return f"“{name}” must be text, not a {'list' if isinstance(value, list) else 'group of members'}"


def nearest(given: str, known: Iterable[str]) -> str:
    known = list(known)
    if near := [name for name in known if given and name.startswith(given)] or get_close_matches(
        given, known, n=1, cutoff=0.6
    ):
        return f"; did you mean “{near[0]}”?"
    return f"; known are {', '.join(known)}" if len(known) <= 24 else ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
