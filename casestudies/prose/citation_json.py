"""Citations as the editor stores them: JSON in the attribute of an empty element."""

import json

from casestudies.prose.inlines import normalise_citation
from casestudies.prose.nodes import Citation, CitationItem

_MEMBERS = ("key", "locator", "prefix", "suffix")


def read_citation(value: str) -> Citation | None:
    """The citation in a ``data-cite`` attribute, or None if it holds none that is well-formed."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list):
        return None
    return normalise_citation(item for entry in found if (item := _read_item(entry)) is not None)


def write_citation(citation: Citation) -> str:
    """Compact JSON; members in a fixed order, empty ones left out."""
    items = [{member: value for member in _MEMBERS if (value := getattr(item, member))} for item in citation.items]
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def _read_item(entry: object) -> CitationItem | None:
    if not isinstance(entry, dict):
        return None
    values = [entry.get(member, "") for member in _MEMBERS]
    return CitationItem(*values) if all(isinstance(value, str) for value in values) else None
