"""What the library keeps of a CSL-JSON item that somebody else wrote: taken as far as it goes, told what was not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from casestudies.enums import SourceType
from casestudies.exchange.csl_variables import DATES, NAMES, TEXTS
from casestudies.exchange.schema import is_day
from casestudies.models import Source
from casestudies.models.fields import UNSTORABLE, validate_doi, validate_language
from casestudies.prose.characters import drop_unwanted, nfc
from casestudies.prose.links import canonical_href
from casestudies.publication.csl import TEXT_FIELDS
from casestudies.queries.source_twins import plain_doi

# Types of CSL and of Crossref that the library files under another.
TYPES = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "entry": "chapter",
    "entry-dictionary": "chapter",
    "entry-encyclopedia": "chapter",
    "reference-entry": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "collection": "book",
    "classic": "book",
    "dissertation": "thesis",
    "posted-content": "article",
    "preprint": "article",
    "manuscript": "article",
    "review": "article-journal",
    "review-book": "article-journal",
    "treaty": "legislation",
    "pamphlet": "report",
    "song": "broadcast",
}
# What somebody noted for themselves, or is not ours to keep.
_LEFT_OUT = (
    "abstract annote call-number citation-key citation-label citation-number first-reference-note-number keyword"
    " locator note references source"
)
LEFT_OUT = frozenset(_LEFT_OUT.split())
MOST_AUTHORS = 200
LONGEST_EXTRA = 1_000
_TAG = re.compile(r"</?(?:i|b|em|strong|sub|sup|sc|span|jats:\w+|p|title)\b[^<>]*>")


@dataclass
class Taken:
    """`item` is for `save_source`, without a key. `left` names what was not taken, `problem` why nothing is."""

    item: dict[str, Any]
    left: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def title(self) -> str:
        return str(self.item.get("title", ""))


def take(csl: Mapping[str, Any]) -> Taken:
    """The library's fields in an item; never raises, whatever the item holds."""
    taken = Taken({})
    item = taken.item
    item["type"] = _type(csl.get("type"), taken)
    for variable, name in TEXT_FIELDS.items():
        item[name] = _text(csl.get(variable))
    _shorten(item, taken)
    item["url"] = _address(item["url"], taken)
    item["doi"] = _doi(item["doi"], item["url"], taken)
    item["language"] = _language(item["language"])
    item["year"], item["month"], item["day"] = _issued(csl.get("issued"), taken)
    item["authors"] = _authors(csl.get("author"), taken)
    item["extra"] = _extra(csl)
    if not item["title"]:
        taken.problem = "It has no title."
    return taken


def _type(value: Any, taken: Taken) -> str:
    kind = TYPES.get(str(value), str(value))
    if kind in SourceType.values:
        return kind
    if value:
        taken.left.append(f"its type “{_text(value)[:40]}”, taken as another document")
    return SourceType.DOCUMENT.value


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = UNSTORABLE.sub("", _TAG.sub("", str(value)))
    return nfc(" ".join(drop_unwanted(text).split()))


def _shorten(item: dict[str, Any], taken: Taken) -> None:
    for name in ("title", "container_title", "publisher", "volume", "issue", "page"):
        most = getattr(Source._meta.get_field(name), "max_length", None) or 0
        if len(item[name]) > most:
            item[name] = item[name][: most - 1].rstrip() + "…"
            taken.left.append(f"the end of its {name.replace('_', ' ')}")


def _address(value: str, taken: Taken) -> str:
    address = canonical_href(value)
    try:
        if address:
            URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        address = ""
    address = address if len(address) <= 2000 else ""
    if value and not address:
        taken.left.append("its address, which is not one of the web’s")
    return address


def _doi(value: str, url: str, taken: Taken) -> str:
    doi = plain_doi(value) or ("" if value else plain_doi(url))
    try:
        validate_doi(doi)
    except ValidationError:
        doi = ""
    if value and (not doi or len(doi) > 200):
        taken.left.append("its DOI, which is not whole")
    return doi if len(doi) <= 200 else ""


def _language(value: str) -> str:
    tag = value.strip().replace("_", "-")
    try:
        validate_language(tag)
    except ValidationError:
        return ""
    return tag if len(tag) <= 20 else ""


def _issued(value: Any, taken: Taken) -> tuple[int | None, int | None, int | None]:
    """As precise as it is known and possible; a season or a span gives its beginning."""
    if not isinstance(value, Mapping) or not value:
        return None, None, None
    parts: list[int] = []
    try:
        parts = [int(part) for part in value["date-parts"][0] if part not in (None, "")]
    except (KeyError, IndexError, TypeError, ValueError):
        found = re.search(
            r"(?<!\d)(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)", str(value.get("raw") or value.get("literal"))
        )
        parts = [int(part) for part in found.groups() if part] if found else []
    while parts and not is_day(
        "-".join(f"{part:0{width}d}" for part, width in zip([*parts, 1, 1], (4, 2, 2), strict=False))
    ):
        parts.pop()
    if not parts:
        taken.left.append("its date")
    padded: list[int | None] = [*parts[:3], None, None, None]
    return padded[0], padded[1], padded[2]


def _authors(value: Any, taken: Taken) -> list[dict[str, str]]:
    names = [name for part in value if (name := _author(part))] if isinstance(value, list) else []
    if value and not names:
        taken.left.append("its authors")
    if len(names) > MOST_AUTHORS:
        taken.left.append(f"all but the first {MOST_AUTHORS} authors")
    return names[:MOST_AUTHORS]


def _author(value: Any) -> dict[str, str] | None:
    if isinstance(value, str):
        value = {"literal": value}
    if not isinstance(value, Mapping):
        return None
    part = {name: _text(value.get(name)) for name in ("family", "given", "suffix", "literal", "name")}
    family = " ".join(filter(None, [_text(value.get("non-dropping-particle")), part["family"]]))
    given = " ".join(filter(None, [part["given"], _text(value.get("dropping-particle"))]))
    given = ", ".join(filter(None, [given, part["suffix"]]))
    if family:
        return {"family": family[:200], "given": given[:200], "literal": ""}
    literal = part["literal"] or part["name"] or given
    return {"family": "", "given": "", "literal": literal[:300]} if literal else None


def _extra(csl: Mapping[str, Any]) -> dict[str, Any]:
    """The other variables of CSL, of the shape that CSL gives them."""
    held = {"author", "issued", "id", "type", *TEXT_FIELDS, *LEFT_OUT}
    extra: dict[str, Any] = {}
    for name, value in csl.items():
        if name in held:
            continue
        if name in NAMES:
            people = (
                [_extra_name(part) for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []
            )
            extra |= {name: [part for part in people if part][:MOST_AUTHORS]} if any(people) else {}
        elif name in DATES:
            year, month, day = _issued(value, Taken({}))
            parts = [part for part in (year, month, day) if part is not None]
            extra |= {name: {"date-parts": [parts]}} if parts else {}
        elif name in TEXTS and (text := _text(value)):
            extra[name] = text[:LONGEST_EXTRA]
    return extra


def _extra_name(value: Mapping[str, Any]) -> dict[str, str]:
    members = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
    return {name: text[:300] for name in members if (text := _text(value.get(name)))}
