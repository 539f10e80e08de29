"""The one citation of a case study: who, what, which edition, when, where.

Every form of the citation, from a formatted line to a Link header, is made from this object, so that no two of them
can disagree: citation_styles.py formats it, head_metadata.py describes a page with it, and exchange/citations/ writes
its CSL-JSON as BibTeX and RIS.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casestudies.enums import PersonKind


@dataclass(frozen=True)
class Name:
    """An author: a person by family and given name, or an organisation (or a person of one name) as written.

    `orcid` is the identifier alone; empty where there is none.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    orcid: str = ""
    is_organisation: bool = False

    @property
    def words(self) -> str:
        """`Ada Writer`: as it is spoken."""
        return self.literal or f"{self.given} {self.family}"

    @property
    def inverted(self) -> str:
        """`Writer, Ada`: as lists of authors are sorted."""
        return self.literal or f"{self.family}, {self.given}"

    @property
    def orcid_url(self) -> str:
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""


@dataclass(frozen=True)
class CaseCitation:
    """`authors` are those credited with writing; with none, the publication stands as author.

    `key` is what a reference manager calls the work: the case study's slug, with the edition's number where one
    edition is cited and not the case study as it stands. `url` is the address that is cited, of the one or the other.
    `edition` is 0 where there is none yet.
    """

    key: str
    title: str
    authors: tuple[Name, ...]
    publication: str
    edition: int
    published_on: date
    url: str
    language: str
    summary: str = ""
    topics: tuple[str, ...] = ()
    licence_name: str = ""
    licence_url: str = ""
    translators: tuple[Name, ...] = ()
    original_title: str = ""

    @property
    def credited(self) -> tuple[Name, ...]:
        """Who stands as author: the authors, or the publication."""
        return self.authors or (Name(literal=self.publication, is_organisation=True),)

    def csl(self) -> dict[str, Any]:
        """The CSL-JSON item, without empty members."""
        day = self.published_on
        item = {
            "id": self.key,
            "type": "report",
            "genre": "Case study",
            "title": self.title,
            "original-title": self.original_title,
            "author": [_csl_name(name) for name in self.credited],
            "translator": [_csl_name(name) for name in self.translators],
            "issued": {"date-parts": [[day.year, day.month, day.day]]},
            "edition": str(self.edition or ""),
            "publisher": self.publication,
            "URL": self.url,
            "language": self.language,
            "abstract": self.summary,
            "keyword": ", ".join(self.topics),
        }
        return {name: value for name, value in item.items() if value}


def case_citation(
    card: Mapping[str, Any],
    *,
    key: str,
    publication: str,
    edition: int,
    published_on: date,
    url: str,
    original_title: str = "",
) -> CaseCitation:
    """`card` is the edition's, as indexing.py makes it; `original_title` that of what it is a translation of."""
    licence = card["licence"] or {}
    return CaseCitation(
        key=key,
        title=card["title"],
        authors=tuple(authors_of(card["authors"])),
        publication=publication,
        edition=edition,
        published_on=published_on,
        url=url,
        language=card["language"],
        summary=card["summary"],
        topics=tuple(topic["name"] for topic in card["topics"]),
        licence_name=licence.get("name", ""),
        licence_url=licence.get("url", ""),
        translators=tuple(authors_of(card.get("translators", ()))),
        original_title=original_title,
    )


def authors_of(contributors: Iterable[Mapping[str, Any]]) -> Iterable[Name]:
    """Contributors as the snapshot has them, as authors."""
    for person in contributors:
        is_organisation = person.get("kind") == PersonKind.ORGANISATION
        yield split_name(
            person["name"],
            "" if is_organisation else person["family"],
            orcid=person.get("orcid", ""),
            is_organisation=is_organisation,
        )


def split_name(name: str, family: str, *, orcid: str = "", is_organisation: bool = False) -> Name:
    """`("XU Cheng", "XU")` -> family XU, given Cheng. A name without a family name stands as it is."""
    given = " ".join(name.replace(family, " ", 1).split()) if family else ""
    if given:
        return Name(family=family, given=given, orcid=orcid)
    return Name(literal=name, orcid=orcid, is_organisation=is_organisation)


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    return {"family": name.family, "given": name.given}
