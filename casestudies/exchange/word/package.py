"""Whether a file is a Word document that can be read safely, and what is in it that cannot be kept."""

import io
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from casestudies.errors import CasebookError

MOST_BYTES = 25 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024
MOST_XML = 30 * 1024 * 1024  # in one part
MOST_PARTS = 2_000
DEEPEST = 200  # elements within one another
MAIN = "word/document.xml"
NOT_WORD = "This is not a Word document (.docx). In Word or another program, save it as .docx and choose it again."
TOO_LARGE = "This document unpacks to more than can be read here. Take the largest pictures out and try again."
BROKEN = "This Word document is damaged and cannot be read. Open it in Word, save it again, and choose the new file."
OLD_WORD = b"\xd0\xcf\x11\xe0"

# Local names of elements in the main part -> what they are to a person.
LOST = {
    "ins": "tracked insertions (taken as text)",
    "del": "tracked deletions (left out)",
    "moveFrom": "tracked moves (taken at their new place)",
    "commentReference": "comments",
    "txbxContent": "text boxes",
    "oMath": "equations",
    "gridSpan": "merged cells (divided again)",
    "vMerge": "merged cells (divided again)",
    "object": "embedded objects",
    "chart": "charts",
    "fldSimple": "fields (taken as the text they showed)",
    "sdt": "content controls (taken as text)",
}


@dataclass(frozen=True)
class WordPackage:
    """`lost` counts what will not come along as it is, by its name for a person."""

    data: bytes
    lost: Counter[str]


def open_package(data: bytes) -> WordPackage:
    """Raises CasebookError with a sentence for whoever chose the file; unpacks no more than is allowed to be there."""
    if len(data) > MOST_BYTES:
        raise CasebookError("This file is larger than 25 MB. Take the largest pictures out and try again.")
    if data.startswith(OLD_WORD):
        raise CasebookError(f"This is a Word document of the old kind, or one with a password. {NOT_WORD}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
            if MAIN not in names:
                raise CasebookError(NOT_WORD)
            if len(names) > MOST_PARTS:
                raise CasebookError(TOO_LARGE)
            lost = _check(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise CasebookError(NOT_WORD if not zipfile.is_zipfile(io.BytesIO(data)) else BROKEN) from error
    return WordPackage(data, lost)


def _check(parts: zipfile.ZipFile) -> Counter[str]:
    """Unpack every part once, counting, and read every XML part for what may not be in it."""
    unpacked = 0
    lost: Counter[str] = Counter()
    for part in parts.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        most = min(MOST_XML if is_xml else MOST_UNPACKED, MOST_UNPACKED - unpacked)
        with parts.open(part) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise CasebookError(TOO_LARGE)
        unpacked += len(content)
        if is_xml:
            found = _read(content)
            if part.filename == MAIN:
                lost = found
    return lost


def _read(content: bytes) -> Counter[str]:
    """What there is in an XML part that cannot be kept. Entities and endless depth are refused."""
    lost: Counter[str] = Counter()
    depth = 0
    try:
        events: Any = iterparse(io.BytesIO(content), ("start", "end"), forbid_dtd=True)
        for event, element in events:
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise CasebookError(BROKEN)
            if event == "start" and (name := LOST.get(element.tag.rpartition("}")[2])):
                lost[name] += 1
            elif event == "end":
                element.clear()
    except (ParseError, DefusedXmlException, UnicodeError, LookupError) as error:
        raise CasebookError(BROKEN) from error
    return lost
