"""The fields of a case study's form as values that can be compared: what kind each is, and how each is written.

A value is what the form sends for the field, in one spelling: the same text gives the same value whether it was
typed, read from the draft, or read from a revision.
"""

import unicodedata
from datetime import date, time
from enum import Enum, auto

from django import forms
from django.core.exceptions import ValidationError

from casestudies.admin.citation_text import format_citations, parse_citations
from casestudies.models import FrameworkTerm, Party, Person, PolicyInstrument, Source, Topic
from casestudies.models.fields import split_jurisdictions
from casestudies.prose.errors import ProseTooLong
from casestudies.prose.sanitise import clean


class Kind(Enum):
    TEXT = auto()  # one line or several
    PROSE = auto()
    CHOICE = auto()
    CITATIONS = auto()
    CODES = auto()  # of jurisdictions, separated by commas
    DATE = auto()
    TIME = auto()
    FLAG = auto()
    RECORD = auto()  # the id of a row elsewhere
    SECTION = auto()  # the key of one of the case study's own sections
    MANY = auto()  # several of them, or several choices; their order means nothing
    PICTURE = auto()  # the digest of a stored picture


WHEN = {"date": Kind.DATE, "precision": Kind.CHOICE, "until": Kind.DATE} | {
    "time": Kind.TIME,
    "zone": Kind.TEXT,
    "circa": Kind.FLAG,
}

FRAME: dict[str, Kind] = {
    **dict.fromkeys(("title", "question", "summary", "slug", "language", "follows"), Kind.TEXT),
    "licence": Kind.CHOICE,
    "topics": Kind.MANY,
    "jurisdictions": Kind.CODES,
    **WHEN,
    **dict.fromkeys(("glance_what", "glance_who", "glance_when", "glance_disputed", "glance_why"), Kind.TEXT),
    **dict.fromkeys(("competing_interests", "funding", "ai_use"), Kind.TEXT),
}

PARTS: dict[str, dict[str, Kind]] = {
    "sections": {"heading": Kind.TEXT, "kind": Kind.CHOICE, "prose": Kind.PROSE, "anchor": Kind.TEXT},
    "references": {"source": Kind.RECORD},
    "timeline": {"title": Kind.TEXT, **WHEN, "text": Kind.TEXT, "citations": Kind.CITATIONS},
    "objectives": {"text": Kind.TEXT},
    "questions": {
        "prompt": Kind.TEXT,
        "section": Kind.SECTION,
        "minutes": Kind.TEXT,
        "teacher_note": Kind.TEXT,
    },
    "figures": {
        "key": Kind.TEXT,
        "kind": Kind.CHOICE,
        "stored": Kind.PICTURE,
        **dict.fromkeys(("video_url", "alt", "caption", "credit"), Kind.TEXT),
        "licence": Kind.CHOICE,
    },
    "parties": {
        "party": Kind.RECORD,
        "roles": Kind.MANY,
        "involvement": Kind.TEXT,
        "response_state": Kind.CHOICE,
        "sought_on": Kind.DATE,
        "responded_on": Kind.DATE,
        "response_words": Kind.TEXT,
        "response_citations": Kind.CITATIONS,
    },
    "classifications": {"term": Kind.RECORD, "classified_by": Kind.RECORD, "reason": Kind.TEXT},
    "instruments": {"instrument": Kind.RECORD, "note": Kind.TEXT},
    "contributions": {"person": Kind.RECORD, "roles": Kind.MANY},
}

# The field that tells the rows of a part apart where they have no UUID: no case study has the same one twice.
NATURAL = {
    "references": "source",
    "figures": "key",
    "parties": "party",
    "classifications": "term",
    "instruments": "instrument",
    "contributions": "person",
}

# Whose ids a field of records holds.
RECORDS = {
    "topics": Topic,
    "source": Source,
    "party": Party,
    "term": FrameworkTerm,
    "classified_by": Person,
    "person": Person,
    "instrument": PolicyInstrument,
}


def typed_value(kind: Kind, values: list[str]) -> str | tuple[str, ...]:
    """What a form sent for a field, in one spelling; what cannot be read stays as it was typed."""
    if kind is Kind.MANY:
        return tuple(sorted({value for value in values if value}))
    text = _one_spelling(values[-1] if values else "")
    if kind is Kind.FLAG:
        return "on" if values and text.lower() not in ("", "false", "0") else ""
    try:
        return READERS[kind](text) if kind in READERS else text.strip()
    except (ValidationError, ProseTooLong):
        return text


def kept_value(kind: Kind, value: object) -> str | tuple[str, ...]:
    """What a row of the draft holds for a field, in the same spelling; for a record its id."""
    if kind is Kind.MANY:
        return tuple(sorted(str(item) for item in value or ()))
    if kind is Kind.FLAG:
        return "on" if value else ""
    if kind is Kind.CITATIONS:
        return _citations(format_citations(value or ()))
    if isinstance(value, date | time):
        return _clock(value)
    if kind in (Kind.PROSE, Kind.CODES):
        return typed_value(kind, [str(value or "")])
    return "" if value is None else _one_spelling(str(value)).strip()


def _one_spelling(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))


def _citations(text: str) -> str:
    return format_citations(parse_citations(text))


def _codes(text: str) -> str:
    return ", ".join(split_jurisdictions(text))


def _date(text: str) -> str:
    found = forms.DateField(required=False).to_python(text)
    return _clock(found) if found else ""


def _time(text: str) -> str:
    found = forms.TimeField(required=False).to_python(text)
    return _clock(found) if found else ""


def _clock(value: date | time) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S").removesuffix(":00")
    return value.isoformat()


READERS = {
    Kind.PROSE: clean,
    Kind.CITATIONS: _citations,
    Kind.CODES: _codes,
    Kind.DATE: _date,
    Kind.TIME: _time,
}
