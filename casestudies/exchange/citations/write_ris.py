"""Works as RIS, made from CSL-JSON: a tag a line, ended by CRLF; `TY` first and `ER` last."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casestudies.exchange.citations.write_csl import clean, date_parts
from casestudies.prose.characters import tidy_line
from casestudies.prose.links import canonical_href

Item = Mapping[str, Any]

TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "motion_picture": "VIDEO",
    "paper-conference": "CONF",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "regulation": "STAT",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
NAMES = {"author": "AU", "editor": "ED", "translator": "A4"}
# Tag -> CSL variable.
FIELDS = {
    "TI": "title",
    "T2": "container-title",
    "T3": "collection-title",
    "OP": "original-title",
    "M3": "genre",
    "PB": "publisher",
    "CY": "publisher-place",
    "ET": "edition",
    "VL": "volume",
    "LA": "language",
    "DO": "DOI",
    "AB": "abstract",
}


def write_ris(items: Iterable[Item]) -> str:
    """A record for each work."""
    return "".join(_record(clean(item)) for item in items)


def _record(item: Item) -> str:
    lines = [("TY", TYPES.get(item["type"], "GEN")), ("ID", item["id"]), *_lines(item)]
    full = (f"{tag}  - {text}\r\n" for tag, value in lines if (text := tidy_line(str(value))))
    return "".join(full) + "ER  - \r\n"


def _lines(item: Item) -> Iterator[tuple[str, Any]]:
    for role, tag in NAMES.items():
        yield from ((tag, _name(name)) for name in item.get(role, ()))
    yield from ((tag, item[variable]) for tag, variable in FIELDS.items() if variable in item)
    yield from _dates(item)
    if number := item.get("issue") or item.get("number"):
        yield "IS" if item["type"].startswith("article") else "M1", number
    first, _, last = str(item.get("page", "")).replace("–", "-").partition("-")
    yield from (("SP", first), ("EP", last.strip("-")))
    yield "SN", item.get("ISBN") or item.get("ISSN") or ""
    yield from (("KW", word) for word in str(item.get("keyword", "")).split(", "))
    yield "UR", canonical_href(str(item.get("URL") or ""))


def _dates(item: Item) -> Iterator[tuple[str, str]]:
    issued = date_parts(item.get("issued"))
    if issued:
        yield "PY", f"{issued[0][0]:04d}"
        yield "DA", _slashed(issued[0])
    elif words := item.get("issued", {}).get("literal") or item.get("issued", {}).get("raw"):
        yield "PY", words
    if accessed := date_parts(item.get("accessed")):
        yield "Y2", _slashed(accessed[0])


def _slashed(parts: Any) -> str:
    return "/".join(f"{part:0{width}d}" for part, width in zip(parts, (4, 2, 2), strict=False))


def _name(name: Mapping[str, Any]) -> str:
    """`von Last, First, Jr`; a body stands as it is."""
    if not name.get("family"):
        return name.get("literal") or name.get("given") or ""
    family = " ".join(filter(None, [name.get("non-dropping-particle"), name["family"]]))
    given = " ".join(filter(None, [name.get("given"), name.get("dropping-particle")]))
    return ", ".join(filter(None, [family, given, name.get("suffix")]))
