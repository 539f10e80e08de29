"""A source as a CSL-JSON item (Citation Style Language 1.0.2 input data), and the dates in it."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from casestudies.models import Source

# CSL variable -> the source's field, for those that are plain text.
TEXT_FIELDS = {
    "title": "title",
    "container-title": "container_title",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "URL": "url",
    "DOI": "doi",
    "language": "language",
}


MOST = 2**53 - 1
NAMES = frozenset({"author", "editor"})  # those that are read here; others need only have some shape of CSL
DATES = frozenset({"accessed", "issued"})
DATE_PARTS = frozenset({"date-parts", "season", "circa", "literal", "raw"})


def csl_item(source: Source) -> dict[str, Any]:
    """The item with `id` and `type`, without empty members. Reads `source.authors` (prefetch it).

    What an editor kept in `extra` and is not of a shape that CSL has stays out, so that nothing fails on it later.
    """
    item: dict[str, Any] = {name: value for name, value in source.extra.items() if _is_csl(name, value)}
    item |= {"id": source.key, "type": source.type}
    for variable, field in TEXT_FIELDS.items():
        if value := getattr(source, field):
            item[variable] = value
    authors = [
        {"literal": author.literal}
        if author.literal
        else {"family": author.family} | ({"given": author.given} if author.given else {})
        for author in source.authors.all()
    ]
    if authors:
        item["author"] = authors
    if parts := [part for part in (source.year, source.month, source.day) if part is not None]:
        item["issued"] = {"date-parts": [parts]}
    return item


def date_parts(value: Mapping[str, Any] | None) -> tuple[int | None, int | None, int | None]:
    """CSL's `{"date-parts": [[2024, 11]]}` -> (2024, 11, None). ValueError when it is not of that shape."""
    if not value:
        return None, None, None
    try:
        parts = [int(part) for part in value["date-parts"][0]]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ValueError('a date is written {"date-parts": [[2024, 11, 26]]}') from error
    if not 1 <= len(parts) <= 3:
        raise ValueError("a date has a year, perhaps a month, perhaps a day")
    padded = [*parts, None, None][:3]
    return padded[0], padded[1], padded[2]


def _is_csl(name: str, value: Any) -> bool:
    """Whether a variable has a value as CSL-JSON has them: text, a number, a list of names, a date."""
    if name in NAMES:
        return _is_names(value)
    if name in DATES:
        return _is_date(value)
    return isinstance(value, str) or _is_number(value) or _is_names(value) or _is_date(value)


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_flat, value))


def _is_date(value: Any) -> bool:
    if not isinstance(value, Mapping) or not value or not set(value) <= DATE_PARTS:
        return False
    parts = value.get("date-parts", [])
    rest = {name: member for name, member in value.items() if name != "date-parts"}
    days = isinstance(parts, list) and all(isinstance(day, list) and all(map(_is_plain, day)) for day in parts)
    return days and all(map(_is_plain, rest.values()))


def _is_flat(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(map(_is_plain, value.values()))


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | bool) or value is None or _is_number(value)


def _is_number(value: Any) -> bool:
    """One that canonical JSON can write: nothing infinite, no integer that JavaScript would round."""
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST
