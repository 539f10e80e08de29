"""CSL-JSON as it comes from Zotero, a DOI's agency or another Casebook."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from casestudies.errors import CasebookError
from casestudies.exchange.citations.entry import Entry


def read_csl_json(text: str) -> Iterator[Entry]:
    """Every item; one that is no object comes with a problem. Raises CasebookError where the text is not JSON."""
    try:
        value = json.loads(text, parse_constant=lambda name: None)
    except json.JSONDecodeError as error:
        raise CasebookError(
            f"This is not whole JSON: line {error.lineno}, column {error.colno} ({error.msg.lower()})."
        ) from error
    except (RecursionError, ValueError) as error:
        raise CasebookError("This JSON is nested deeper, or holds larger numbers, than any list of works.") from error
    items = value.get("items", [value]) if isinstance(value, Mapping) else value
    if not isinstance(items, list):
        raise CasebookError("CSL-JSON is a list of works: [{“type”: …, “title”: …}].")
    for number, item in enumerate(items, start=1):
        if isinstance(item, Mapping):
            yield Entry(f"item {number}", _tidied(item))
        else:
            yield Entry(f"item {number}", {}, "It is no work: an object with “type” and “title” is needed.")


def _tidied(item: Mapping[str, Any]) -> dict[str, Any]:
    """Crossref gives lists where CSL has text: `{"title": ["A"]}`; the first one is meant."""
    lists = {"title", "container-title", "publisher", "ISSN", "ISBN", "short-title", "container-title-short"}
    return {
        name: (value[0] if value else "") if name in lists and isinstance(value, list) else value
        for name, value in item.items()
    }
