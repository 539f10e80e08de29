"""The cited statements of an edition as data: what is said, where, on which sources, and whether it was checked.

Made once at publication from the same definition that counts and marks them (statements.py).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from casestudies.enums import StatementKind
from casestudies.prose.nodes import CitationItem
from casestudies.publication.statements import CitedStatement, statements_of
from casestudies.publication.web_addresses import web_address

Row = Mapping[str, Any]


def statement_rows(
    snapshot: Row, numbers: Mapping[str, tuple[int | None, str]], checked: Collection[str]
) -> list[dict[str, Any]]:
    """In the order of reading. `numbers` is the rendering's `source_marks`; `checked` the keys that bear the mark.

    `key` is the same in every edition in which the same is said on the same evidence.
    """
    sources = {source["key"]: source for source in snapshot["sources"]}
    return [
        {
            "key": one.key,
            "kind": str(one.kind),
            "text": one.text,
            "section": {"anchor": one.anchor, "heading": one.heading} if one.kind == StatementKind.PROSE else None,
            "event": _row_of(snapshot["timeline"], one).get("uuid", "") if one.kind == StatementKind.EVENT else "",
            "party": _row_of(snapshot["parties"], one).get("key", "") if one.kind == StatementKind.RESPONSE else "",
            "checked": one.key in checked,
            "sources": [_source(item, sources, numbers) for item in one.items if item.key in sources],
        }
        for one in statements_of(snapshot)
    ]


def _row_of(rows: Any, one: CitedStatement) -> Row:
    """The event or the party that `timeline[3]` or `parties[1].response` names."""
    return rows[int(one.place.partition("[")[2].partition("]")[0])]


def _source(item: CitationItem, sources: Mapping[str, Row], numbers: Mapping[str, tuple[int | None, str]]) -> Row:
    source = sources[item.key]
    return {
        "key": item.key,
        "number": numbers.get(item.key, (None, ""))[0],
        "title": str(source["csl"].get("title") or ""),
        "url": web_address(str(source["csl"].get("URL") or "")),
        "locator": item.locator,
        "prefix": item.prefix,
        "suffix": item.suffix,
        "source_check": source["source_check"],
    }


def of_source(rows: list[dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    """Those that rest on one source."""
    return (row for row in rows if any(source["key"] == key for source in row["sources"]))
