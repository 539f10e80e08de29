"""A source as a CSL-JSON item (Citation Style Language 1.0.2 input data), and the dates in it."""

from collections.abc import Mapping
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


def csl_item(source: Source) -> dict[str, Any]:
    """The item with `id` and `type`, without empty members. Reads `source.authors` (prefetch it)."""
    item: dict[str, Any] = {"id": source.key, "type": source.type, **source.extra}
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
