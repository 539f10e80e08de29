"""BibTeX and BibLaTeX as CSL-JSON."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import bibtexparser
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock

from casestudies.exchange.citations import entry as citations
from casestudies.exchange.citations.dates import MONTHS, iso_date
from casestudies.exchange.citations.latex import plain, plain_address

TYPES = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "proceedings": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inreference": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "report": "report",
    "techreport": "report",
    "manual": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "software",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "standard": "standard",
    "video": "motion_picture",
    "movie": "motion_picture",
}
SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
# CSL variable -> the fields that give it, the first one that is there.
FIELDS = {
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "page": ("pages",),
    "edition": ("edition",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "language": ("langid", "language"),
}
NAMES = ("author", "editor", "translator")


def read_bibtex(text: str) -> Iterator[citations.Entry]:
    """Every entry, in order; what is no entry that can be read comes with a problem."""
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    for block in library.blocks:
        where = f"line {(block.start_line or 0) + 1}"
        found = _entry_of(block)
        if found is not None:
            yield citations.Entry(where, _csl(found))
        elif isinstance(block, ParsingFailedBlock):
            start = " ".join((block.raw or "").split())[:60]
            sentence = f"It is not whole BibTeX: {start}…" if start else "It is not whole BibTeX."
            yield citations.Entry(where, {}, sentence)


def _entry_of(block: Block) -> Entry | None:
    """Two entries under one key are two works to us, and the first of two equal fields counts."""
    twice = isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock)
    meant = block.ignore_error_block if isinstance(block, ParsingFailedBlock) and twice else block
    return meant if isinstance(meant, Entry) else None


def _csl(found: Entry) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for field in found.fields:
        fields.setdefault(field.key.lower(), field.value)
    words = {name: plain(value) for name, value in fields.items() if isinstance(value, str)}
    csl: dict[str, Any] = {"type": _type(found.entry_type.lower(), words)}
    title = ": ".join(filter(None, [words.get("title"), words.get("subtitle")]))
    csl |= {"title": title} if title else {}
    for variable, names in FIELDS.items():
        if value := next((words[name] for name in names if words.get(name)), ""):
            csl[variable] = value
    if number := words.get("number") or words.get("issue"):
        csl["issue" if csl["type"].startswith("article") else "number"] = number
    for name in NAMES:
        if people := _names(fields.get(name)):
            csl[name] = people
    if address := _address(fields):
        csl["URL"] = address
    if isinstance(fields.get("doi"), str):
        csl["DOI"] = plain_address(fields["doi"])
    if issued := iso_date(words.get("date", "")) or _year_and_month(words):
        csl["issued"] = issued
    if accessed := iso_date(words.get("urldate", "")):
        csl["accessed"] = accessed
    return csl


def _type(kind: str, words: Mapping[str, str]) -> str:
    if subtype := SUBTYPES.get(words.get("entrysubtype", "").lower()):
        return subtype
    if kind in TYPES:
        return TYPES[kind]
    return "webpage" if words.get("url") or "http" in words.get("howpublished", "") else "document"


def _address(fields: Mapping[str, Any]) -> str:
    for name in ("url", "howpublished", "note"):
        value = fields.get(name)
        if isinstance(value, str) and (found := re.search(r"https?://[^\s}]+", plain_address(value))):
            return found[0]
    return ""


def _year_and_month(words: Mapping[str, str]) -> dict[str, Any] | None:
    year = re.search(r"\b(\d{4})\b", words.get("year", ""))
    if year is None:
        return None
    parts = [int(year[1])]
    month = words.get("month", "").strip(" .").lower()
    number = MONTHS.get(month[:3]) or (int(month) if month.isdecimal() and 1 <= int(month) <= 12 else None)
    if number:
        parts.append(number)
        day = words.get("day", "")
        parts += [int(day)] if day.isdecimal() and 1 <= int(day) <= 31 else []
    return {"date-parts": [parts]}


def _names(value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        return []
    return [name for part in value if isinstance(part, NameParts) and (name := _name(part))]


def _name(parts: NameParts) -> dict[str, str] | None:
    """A name in braces of its own is a body; `others` is nobody."""
    last = " ".join(parts.last)
    if not parts.first and not parts.von:
        if last.lower() == "others":
            return None
        body = last.startswith("{") and last.endswith("}")
        return {"literal" if body or " " in plain(last) else "family": plain(last)} if plain(last) else None
    name = {
        "family": plain(last),
        "given": plain(" ".join(parts.first)),
        "non-dropping-particle": plain(" ".join(parts.von)),
        "suffix": plain(" ".join(parts.jr)),
    }
    return {member: text for member, text in name.items() if text}
