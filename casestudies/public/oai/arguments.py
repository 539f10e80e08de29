"""What a harvester asks for, read strictly: what the protocol does not know is an error with its code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.http import QueryDict

PREFIX = "oai_dc"
SET = re.compile(r"topic:([-a-zA-Z0-9_]+)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

# Verb -> the arguments that it needs, and those that it may have. A resumption token stands alone.
VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
RESUMABLE = frozenset({"ListIdentifiers", "ListRecords", "ListSets"})


@dataclass
class OaiError(Exception):
    """An error that the protocol has a code for."""

    code: str
    message: str


@dataclass(frozen=True)
class Arguments:
    """A verb, and its arguments as they were written."""

    verb: str
    given: Mapping[str, str] = field(default_factory=dict)


def read_arguments(asked: QueryDict) -> Arguments:
    """Raises OaiError: badVerb, badArgument."""
    verbs = asked.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", f"One verb is needed: {', '.join(VERBS)}.")
    verb = verbs[0]
    needed, possible = VERBS[verb]
    given = {name: values for name, values in asked.lists() if name != "verb"}
    if repeated := sorted(name for name, values in given.items() if len(values) > 1):
        raise OaiError("badArgument", f"Given more than once: {_shown(repeated)}.")
    if verb in RESUMABLE and set(given) == {"resumptionToken"}:
        return Arguments(verb, {"resumptionToken": given["resumptionToken"][0]})
    if unknown := sorted(set(given) - needed - possible):
        raise OaiError("badArgument", f"{verb} does not take {_shown(unknown)}.")
    if missing := sorted(needed - set(given)):
        raise OaiError("badArgument", f"{verb} needs {_shown(missing)}.")
    return Arguments(verb, {name: values[0] for name, values in given.items()})


def check_prefix(given: Mapping[str, str]) -> None:
    """Raises OaiError: cannotDisseminateFormat."""
    if given["metadataPrefix"] != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"Records are written as {PREFIX} alone.")


def read_span(given: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """`from` and `until` as a moment at which to begin and one before which to end. Raises OaiError: badArgument."""
    since, until = given.get("from"), given.get("until")
    if since is not None and until is not None and len(since) != len(until):
        raise OaiError("badArgument", "“from” and “until” are written alike: both as days or both to the second.")
    first = _moment("from", since)[0] if since is not None else None
    last, unit = _moment("until", until) if until is not None else (None, timedelta())
    if first and last and first > last:
        raise OaiError("badArgument", "“from” is later than “until”.")
    try:
        return first, last + unit if last else None
    except OverflowError:
        return first, None


def read_topic(given: Mapping[str, str]) -> str:
    """The topic that a set stands for; empty without one. Raises OaiError: noRecordsMatch."""
    if "set" not in given:
        return ""
    found = SET.fullmatch(given["set"])
    if found is None:
        raise OaiError("noRecordsMatch", "There is no such set.")
    return found[1]


def _moment(name: str, text: str) -> tuple[datetime, timedelta]:
    """The moment, and how long what was written lasts."""
    unit = timedelta(days=1) if DAY.fullmatch(text) else timedelta(seconds=1) if SECOND.fullmatch(text) else None
    try:
        if unit:
            return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC), unit
    except ValueError:
        pass
    raise OaiError("badArgument", f"“{name}” is written 2026-11-14 or 2026-11-14T09:30:00Z.")


def _shown(names: list[str]) -> str:
    """Names of arguments, made harmless and short for an answer."""
    return ", ".join(re.sub(r"[^\w.-]", "?", name)[:40] or "?" for name in names[:5])
