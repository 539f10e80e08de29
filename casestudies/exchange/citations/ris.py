"""RIS as CSL-JSON. Read line by line here, so that a record without an end is told from the next one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from casestudies.exchange.citations.dates import iso_date
from casestudies.exchange.citations.entry import Entry
from casestudies.exchange.citations.names import name_of

TYPES = {
    "JOUR": "article-journal",
    "EJOUR": "article-journal",
    "ABST": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "ENCYC": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "GOVDOC": "report",
    "ELEC": "webpage",
    "WEB": "webpage",
    "BLOG": "post-weblog",
    "BILL": "bill",
    "CASE": "legal_case",
    "STAT": "legislation",
    "LEGAL": "legislation",
    "HEAR": "hearing",
    "DATA": "dataset",
    "COMP": "software",
    "STAND": "standard",
    "VIDEO": "motion_picture",
    "MPCT": "motion_picture",
    "ICOMM": "personal_communication",
    "PCOMM": "personal_communication",
    "UNPB": "article",
}
# CSL variable -> tags, the first one that is there.
FIELDS = {
    "title": ("TI", "T1", "CT", "BT"),
    "container-title": ("T2", "JO", "JF", "J2", "JA"),
    "publisher": ("PB",),
    "publisher-place": ("CY",),
    "volume": ("VL",),
    "edition": ("ET",),
    "ISBN": ("SN",),
    "language": ("LA",),
    "DOI": ("DO",),
    "URL": ("UR", "L2", "LK"),
}
NAMES = {"author": ("AU", "A1"), "editor": ("ED", "A2"), "translator": ("A4",)}
_LINE = re.compile(r"([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*)|)\Z")

Record = dict[str, list[str]]


def read_ris(text: str) -> Iterator[Entry]:
    """Every record, in order; one that has no end, or a line outside of any, comes with a problem."""
    record: Record | None = None
    start, last, strayed = 0, "", False
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LINE.match(line.rstrip())
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag == "TY":
            if record is not None:
                yield Entry(f"line {start}", {}, f"The record has no end (ER) before line {number}.")
            record, start, last, strayed = {"TY": [value]}, number, "TY", False
        elif record is None:
            if value and not strayed:
                yield Entry(f"line {number}", {}, "It belongs to no record: one begins with “TY  - ”.")
                strayed = True
        elif tag == "ER":
            yield Entry(f"line {start}", _csl(record))
            record = None
        elif tag:
            record.setdefault(tag, []).append(value)
            last = tag
        elif value:  # a long value that goes on
            record[last][-1] = f"{record[last][-1]} {value}".strip()
    if record is not None:
        yield Entry(f"line {start}", {}, "The record has no end (ER): is the file whole?")


def _csl(record: Mapping[str, list[str]]) -> dict[str, Any]:
    def first(tags: tuple[str, ...]) -> str:
        return next((value for tag in tags for value in record.get(tag, ()) if value), "")

    csl: dict[str, Any] = {"type": TYPES.get(record["TY"][0].upper(), "document")}
    csl |= {variable: value for variable, tags in FIELDS.items() if (value := first(tags))}
    for variable, tags in NAMES.items():
        names = [name for tag in tags for value in record.get(tag, ()) if (name := name_of(value))]
        csl |= {variable: names} if names else {}
    if number := first(("IS", "M1")):
        csl["issue" if csl["type"].startswith("article") else "number"] = number
    if pages := "-".join(filter(None, [first(("SP",)), first(("EP",))])):
        csl["page"] = pages
    if issued := iso_date(first(("DA", "PY", "Y1"))) or iso_date(first(("PY", "Y1"))):
        csl["issued"] = issued
    if accessed := iso_date(first(("Y2",))):
        csl["accessed"] = accessed
    if csl["type"].startswith("article") and "ISBN" in csl:
        csl["ISSN"] = csl.pop("ISBN")
    return csl
