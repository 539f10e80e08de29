"""Topics, parties, sources and so on that a request names: what is none of them is refused with the nearest.

It is asked only where it may be that something is misspelt, for it costs a query.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.api.addresses import API, absolute
from casestudies.api.codes import is_named, is_place, near_language, near_place
from casestudies.api.parameters import did_you_mean, nearest
from casestudies.api.problem_kinds import INVALID_PARAMETER
from casestudies.api.problems import Problem
from casestudies.queries.callers import Caller
from casestudies.queries.reading.vocabulary import Vocabulary, nearest_known, strangers

LISTS = {
    Vocabulary.TOPIC: "topics/",
    Vocabulary.PARTY: "parties/",
    Vocabulary.SOURCE: "sources/",
    Vocabulary.INSTRUMENT: "instruments/",
    Vocabulary.TERM: "frameworks/",
    Vocabulary.FRAMEWORK: "frameworks/",
}
# What a standard knows needs no text to carry it.
STANDARD = {Vocabulary.JURISDICTION: is_place, Vocabulary.LANGUAGE: is_named}
MOST_SUGGESTIONS = 3  # each costs a query


@dataclass(frozen=True)
class Stranger:
    """A name of nothing, what is said of it, and what was probably meant."""

    vocabulary: Vocabulary
    name: str
    detail: str
    suggestion: str


def strange_names(caller: Caller, asked: Mapping[Vocabulary, Collection[str]]) -> list[Stranger]:
    """Those of the names that there are not for the caller. One query; up to three more where there are some."""
    return described(caller, strangers(caller, asked))


def described(caller: Caller, names: Iterable[tuple[Vocabulary, str]]) -> list[Stranger]:
    """What is said of names that there are not for the caller. Up to three queries."""
    found = []
    for number, (vocabulary, name) in enumerate(names):
        near = _nearest(caller, vocabulary, name.lower()) if number < MOST_SUGGESTIONS else ""
        where = LISTS.get(vocabulary, "")
        hint = did_you_mean(near) or (f" {absolute(f'{API}{where}')} lists what there is." if where else "")
        detail = f"There is no {vocabulary} “{name[:80]}” in what you can read.{hint}"
        found.append(Stranger(vocabulary, name, detail, near))
    return found


def refuse_strange(caller: Caller, given: Mapping[str, Any], *, found: bool) -> None:
    """Raises Problem where a parameter names what there is not.

    `found`: whether anything was found by all parameters together; then those that name one thing are right. A cursor
    holds good whatever has gone since it was given, so beside one nothing is asked.
    """
    asked = {Vocabulary(name): _names(name, given[name]) for name in Vocabulary if name in given}
    several = any(len(names) > 1 for names in asked.values())
    if "cursor" not in given and (several or not found):
        refuse(strange_names(caller, asked))


def refuse_other(parameter: str, name: str, known: Collection[str], where: str) -> None:
    """Raises Problem for a name that is none of those that are known; `where` ends “There is no section “x” …”."""
    if name not in known:
        near = nearest(name.lower(), known)
        detail = f"There is no {parameter} “{name[:80]}” {where}.{did_you_mean(near)}"
        error = {"parameter": parameter, "detail": detail}
        raise Problem(INVALID_PARAMETER, detail, errors=[{**error, "suggestion": near} if near else error])


def refuse(strange: Iterable[Stranger]) -> None:
    """Raises Problem where there are any."""
    errors = [
        {
            "parameter": str(one.vocabulary),
            "detail": one.detail,
            **({"suggestion": one.suggestion} if one.suggestion else {}),
        }
        for one in strange
    ]
    if errors:
        raise Problem(INVALID_PARAMETER, " ".join(error["detail"] for error in errors), errors=errors)


def _names(parameter: str, value: str | tuple[str, ...]) -> list[str]:
    names = [value] if isinstance(value, str) else list(value)
    is_standard = STANDARD.get(Vocabulary(parameter))
    return [name for name in names if is_standard is None or not is_standard(name)]


def _nearest(caller: Caller, vocabulary: Vocabulary, name: str) -> str:
    if vocabulary is Vocabulary.JURISDICTION:
        return near_place(name)
    if vocabulary is Vocabulary.LANGUAGE and (tag := near_language(name)):
        return tag
    return nearest_known(caller, vocabulary, name)
