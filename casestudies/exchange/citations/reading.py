"""Tells which of the formats somebody gave, and reads it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casestudies.errors import CasebookError
from casestudies.exchange.citations.bibtex import read_bibtex
from casestudies.exchange.citations.csl_json import read_csl_json
from casestudies.exchange.citations.entry import Entry
from casestudies.exchange.citations.ris import read_ris
from casestudies.queries.source_twins import is_address

MOST_BYTES = 10 * 1024 * 1024
MOST_ENTRIES = 5_000
MOST_ADDRESSES = 10
UNKNOWN = (
    "This is none of the formats that can be read: an address or a DOI on each line, BibTeX, RIS or CSL-JSON. "
    "BibTeX begins with “@”, RIS with “TY  - ”, CSL-JSON with “[”."
)
_SIGNS: tuple[tuple[re.Pattern[str], str, Callable[[str], Iterator[Entry]]], ...] = (
    (re.compile(r"\s*[\[{]"), "CSL-JSON", read_csl_json),
    (re.compile(r"TY\s{1,3}-", re.MULTILINE), "RIS", read_ris),
    (re.compile(r"^[^\S\n]*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE), "BibTeX", read_bibtex),
)


@dataclass(frozen=True)
class Reading:
    """What was given: entries of a file, or addresses and DOIs that are still to be looked up."""

    format: str
    entries: tuple[Entry, ...] = ()
    addresses: tuple[str, ...] = ()


def decode(data: bytes) -> str:
    """The text of a file, whatever program wrote it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_citations(text: str) -> Reading:
    """Raises CasebookError with a sentence for whoever pasted it."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").strip()
    if not text:
        raise CasebookError("Paste an address, a DOI, BibTeX, RIS or CSL-JSON, or choose a file.")
    if len(text) > MOST_BYTES:
        raise CasebookError("This is larger than 10 MB. Export a part of your library at a time.")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if all(is_address(line) for line in lines):
        addresses = tuple(dict.fromkeys(lines))
        if len(addresses) > MOST_ADDRESSES:
            raise CasebookError(
                f"{len(addresses)} addresses are too many to look up at once: {MOST_ADDRESSES} is the most."
            )
        return Reading("addresses", addresses=addresses)
    for sign, name, read in _SIGNS:
        if sign.match(text) or (name != "CSL-JSON" and sign.search(text)):
            entries = tuple(read(text))
            if len(entries) > MOST_ENTRIES:
                raise CasebookError(f"{len(entries):,} works are too many at once: {MOST_ENTRIES:,} is the most.")
            if not entries:
                raise CasebookError(f"This looks like {name}, and there is no work in it.")
            return Reading(name, entries=entries)
    raise CasebookError(UNKNOWN)
