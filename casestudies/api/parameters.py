"""Query parameters: each is known and valid, or the answer is a problem that names it. Nothing is ignored."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import QueryDict

from casestudies.api.problem_kinds import INVALID_PARAMETER
from casestudies.api.problems import Problem

# What Django puts in the place of bytes that are not UTF-8: to look for it would be to look for something else.
UNREADABLE = "\ufffd"


class Refused(ValueError):
    """A value that is refused with a sentence of its own, in which `{name}` is the parameter's.

    `suggestion` is what was probably meant.
    """

    def __init__(self, detail: str, suggestion: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.suggestion = suggestion


class Parameter(Protocol):
    """What a parameter takes. `read` gives the value, or raises ValueError with the end of “… must be”."""

    description: str
    example: Any

    def read(self, text: str) -> Any: ...

    @property
    def schema(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Text:
    """A string of a known form. `wants` completes “<name> must be …”; `example` is for the documentation."""

    pattern: str
    wants: str
    description: str
    example: str
    longest: int = 200

    def read(self, text: str) -> str:
        """The value; ValueError with a sentence's end when it has another form."""
        if len(text) > self.longest or not re.fullmatch(self.pattern, text):
            raise ValueError(self.wants)
        return text

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$", "maxLength": self.longest}


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds, both included."""

    least: int
    most: int
    default: int
    description: str
    example: int = field(default=50)

    def read(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            raise ValueError(f"a whole number from {self.least} to {self.most}")
        return int(text)

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most, "default": self.default}


@dataclass(frozen=True)
class Several:
    """Up to ten strings of a known form, separated by commas: any one of them will do."""

    pattern: str
    wants: str
    description: str
    example: str

    def read(self, text: str) -> tuple[str, ...]:
        if len(text) > 2_000 or not re.fullmatch(self._pattern, text):
            raise ValueError(self.wants)
        return tuple(dict.fromkeys(text.split(",")))

    @property
    def _pattern(self) -> str:
        return f"(?:{self.pattern})(?:,(?:{self.pattern})){{0,9}}"

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self._pattern})$", "maxLength": 2_000}


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]
    description: str
    example: str = ""

    def read(self, text: str) -> str:
        if text not in self.words:
            near = difflib.get_close_matches(text[:60], self.words, n=1)
            raise Refused(
                f"{{name}} must be one of {', '.join(self.words)}." + (f" Did you mean “{near[0]}”?" if near else ""),
                near[0] if near else "",
            )
        return text

    @property
    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


def read_parameters(query: QueryDict, known: Mapping[str, Parameter]) -> dict[str, Any]:
    """The parameters that were given, by name. Raises Problem when one is unknown, repeated or invalid."""
    values: dict[str, Any] = {}
    errors: list[dict[str, str]] = []
    for name, given in query.lists():
        parameter = known.get(name)
        if any(UNREADABLE in text for text in (name, *given)):
            shown = name.replace(UNREADABLE, "?")[:60]
            errors.append({"parameter": shown, "detail": f"“{shown}” holds bytes that are not UTF-8."})
        elif parameter is None:
            errors.append(_unknown(name, known))
        elif len(given) > 1:
            errors.append({"parameter": name, "detail": f"“{name}” is given {len(given)} times; give it once."})
        else:
            try:
                values[name] = parameter.read(given[0])
            except Refused as problem:
                named = {"parameter": name, "detail": problem.detail.replace("{name}", f"“{name}”")}
                errors.append({**named, "suggestion": problem.suggestion} if problem.suggestion else named)
            except ValueError as problem:
                errors.append({"parameter": name, "detail": f"“{name}” must be {problem}."})
    if errors:
        raise Problem(INVALID_PARAMETER, " ".join(error["detail"] for error in errors), errors=errors)
    return values


def _unknown(name: str, known: Mapping[str, Parameter]) -> dict[str, str]:
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    detail = f"There is no parameter “{shown}” here."
    near = difflib.get_close_matches(name.lower()[:60], known, n=1)
    if near:
        return {"parameter": shown, "detail": f"{detail} Did you mean “{near[0]}”?", "suggestion": near[0]}
    if known:
        return {"parameter": shown, "detail": f"{detail} Known are {', '.join(known)}."}
    return {"parameter": shown, "detail": f"{detail} This address takes none."}
