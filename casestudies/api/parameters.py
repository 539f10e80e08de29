"""Query parameters: each is known and valid, or the answer is a problem that names it. Nothing is ignored."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from casestudies.api.problem_kinds import INVALID_PARAMETER
from casestudies.api.problems import Problem


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


Parameter = Text | Whole


def read_parameters(query: QueryDict, known: Mapping[str, Parameter]) -> dict[str, Any]:
    """The parameters that were given, by name. Raises Problem when one is unknown, repeated or invalid."""
    values: dict[str, Any] = {}
    errors: list[dict[str, str]] = []
    for name, given in query.lists():
        parameter = known.get(name)
        if parameter is None:
            errors.append(_unknown(name, known))
        elif len(given) > 1:
            errors.append({"parameter": name, "detail": f"“{name}” is given {len(given)} times; give it once."})
        else:
            try:
                values[name] = parameter.read(given[0])
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
