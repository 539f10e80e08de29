"""Query parameters: each is known and valid, or the answer is a problem that names it. Nothing is ignored."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import QueryDict

from casestudies.api.problem_kinds import INVALID_PARAMETER
from casestudies.api.problems import Problem

# What Django puts in the place of bytes that are not UTF-8: to look for it would be to look for something else. Sent
# as itself it cannot be told from those.
UNREADABLE = "\ufffd"
MOST_VALUES = 10

# What other APIs call what is here too.
ELSEWHERE = {
    other: ours
    for ours, others in {
        "limit": "page_size per_page pagesize size count max_results first",
        "sort": "order order_by orderby ordering sort_by",
        "cursor": "after offset start page_token continue since_id",
        "q": "query search keyword keywords text",
        "fields": "select include columns expand",
        "updated_since": "since modified_since changed_since updated_after modified_after from",
        "updated_before": "until modified_before to",
        "language": "lang locale",
        "jurisdiction": "country region place",
        "topic": "tag tags category subject",
        "party": "organisation organization company actor",
    }.items()
    for other in others.split()
}


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
    """Up to ten strings of a known form, separated by commas: any one of them will do. `words`: all that there are."""

    pattern: str
    wants: str
    description: str
    example: str
    words: Sequence[str] = ()

    def read(self, text: str) -> tuple[str, ...]:
        # Each for itself: one pattern for the whole list may be tried in very many ways before it fails.
        parts = text.split(",", MOST_VALUES)
        if len(text) > 2_000 or len(parts) > MOST_VALUES or not all(map(self._fits, parts)):
            near = self._near(text[:200])
            raise Refused(f"{{name}} must be {self.wants}.{did_you_mean(near)}", near)
        return tuple(dict.fromkeys(parts))

    def _near(self, text: str) -> str:
        """What was probably meant by the first that is of no known form: in capitals or without, or a similar word."""
        wrong = self._wrong(text)
        forms = (form for form in (wrong, wrong.lower(), wrong.upper()) if self._fits(form))
        return next(forms, nearest(wrong, self.words))

    def _wrong(self, text: str) -> str:
        return next((part.strip() for part in text.split(",") if not self._fits(part)), "")

    def _fits(self, text: str) -> bool:
        return re.fullmatch(self.pattern, text) is not None

    @property
    def schema(self) -> dict[str, Any]:
        several = f"(?:{self.pattern})(?:,(?:{self.pattern})){{0,{MOST_VALUES - 1}}}"
        return {"type": "string", "pattern": f"^(?:{several})$", "maxLength": 2_000}


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]
    description: str
    example: str = ""

    def read(self, text: str) -> str:
        if text not in self.words:
            near = nearest(text, self.words)
            raise Refused(f"{{name}} must be one of {', '.join(self.words)}.{did_you_mean(near)}", near)
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
            detail = f"“{shown}” holds bytes that are not UTF-8, or U+FFFD, the sign that stands for such bytes."
            errors.append({"parameter": shown, "detail": detail})
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


def nearest(text: str, words: Iterable[str]) -> str:
    """Of the words the one that is most like the text; "" where none is."""
    return next(iter(difflib.get_close_matches(text[:60], list(words), n=1)), "")


def did_you_mean(word: str) -> str:
    return f" Did you mean “{word}”?" if word else ""


def _unknown(name: str, known: Mapping[str, Parameter]) -> dict[str, str]:
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    detail = f"There is no parameter “{shown}” here."
    elsewhere = ELSEWHERE.get(name.lower().replace("-", "_"), "")
    near = elsewhere if elsewhere in known else nearest(name.lower(), known)
    if near:
        return {"parameter": shown, "detail": f"{detail}{did_you_mean(near)}", "suggestion": near}
    if known:
        return {"parameter": shown, "detail": f"{detail} Known are {', '.join(known)}."}
    return {"parameter": shown, "detail": f"{detail} This address takes none."}
