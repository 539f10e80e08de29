"""Works as CSL-JSON that every reader of CSL takes: what a library keeps besides is left out."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from casestudies.exchange.csl_variables import DATE_PARTS, DATES, NAME_FLAGS, NAME_PARTS, NAMES, TEXTS

Item = Mapping[str, Any]
NAME_MEMBERS = NAME_PARTS | NAME_FLAGS
# The variables that may be a number; every other one is text.
_NUMBERS = (
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number"
    " number-of-pages number-of-volumes page page-first part printing supplement volume"
)
NUMBERS = frozenset(_NUMBERS.split())


def write_csl(items: Iterable[Item]) -> str:
    """An array of works, as `application/vnd.citationstyles.csl+json`."""
    return json.dumps([clean(item) for item in items], ensure_ascii=False, indent=2) + "\n"


def clean(item: Item) -> dict[str, Any]:
    """The item with variables of CSL alone, each of its own shape; `id` and `type` are there."""
    cleaned: dict[str, Any] = {"id": str(item["id"]), "type": str(item.get("type") or "document")}
    for name, value in item.items():
        if name in NAMES:
            value = names(value)
        elif name in DATES:
            value = _date(value)
        elif name in TEXTS:
            value = _text(name, value)
        else:
            continue
        if value:
            cleaned[name] = value
    return cleaned


def names(value: Any) -> list[dict[str, Any]]:
    """The names in a value of CSL, without empty parts."""
    people = [who for who in value if _is_map(who)] if isinstance(value, list) else []
    tidied = (
        {name: part if name in NAME_FLAGS else str(part) for name, part in who.items() if part and name in NAME_MEMBERS}
        for who in people
    )
    return [person for person in tidied if NAME_PARTS.intersection(person)]


def date_parts(value: Any) -> list[list[int]]:
    """The ends of a date, each of one to three numbers; empty when it has none that can be read."""
    ends = value.get("date-parts") if _is_map(value) else None
    try:
        read = [[int(part) for part in end if part not in (None, "")][:3] for end in ends or ()]
    except (TypeError, ValueError):
        return []
    return [end for end in read if end][:2]


def _date(value: Any) -> dict[str, Any]:
    if not _is_map(value):
        return {}
    rest = {name: part for name, part in value.items() if name in DATE_PARTS - {"date-parts"} and part}
    date = {name: str(part) if name in ("literal", "raw") else part for name, part in rest.items()}
    ends = date_parts(value)
    return date | ({"date-parts": ends} if ends else {})


def _text(name: str, value: Any) -> str | int | float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value if name in NUMBERS else str(value)


def _is_map(value: Any) -> bool:
    return isinstance(value, Mapping)
