"""What the head of a page and its Link header say of a case study, to machines: made from the one citation.

Zotero and Google Scholar read the `citation_…` and Dublin Core tags, search engines the JSON-LD, crawlers of
libraries the typed links of Signposting. No tag describes the sources: Zotero would take them for the page.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.safestring import SafeString, mark_safe

from casestudies.publication.citation import CaseCitation, Name
from casestudies.publication.edition_line import local_day

# What could end a script element, or be read as markup, as JSON may write it too.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}
ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
MOST_LINKED_AUTHORS = 20


class PublicFacts(Protocol):
    """What stands around the text: a public state has it."""

    uuid: Any
    first_published_at: datetime
    corrections: Any


@dataclass(frozen=True)
class Link:
    """A typed link of a Link header (RFC 8288)."""

    rel: str
    href: str
    type: str = ""

    def __str__(self) -> str:
        return f'<{self.href}>; rel="{self.rel}"' + (f'; type="{self.type}"' if self.type else "")


def meta_tags(citation: CaseCitation) -> list[tuple[str, str]]:
    """Names and contents of the `meta` elements: Highwire's, Dublin Core's, and the item type that Zotero takes."""
    day = citation.published_on
    tags = [
        ("citation_title", citation.title),
        *(("citation_author", name.inverted) for name in citation.credited),
        ("citation_publication_date", f"{day:%Y/%m/%d}"),
        ("citation_publisher", citation.publication),
        ("citation_technical_report_institution", citation.publication),
        ("citation_public_url", citation.url),
        ("citation_language", citation.language),
        *(("citation_keywords", topic) for topic in citation.topics),
        ("DC.title", citation.title),
        *(("DC.creator", name.inverted) for name in citation.credited),
        *(("DC.contributor", name.inverted) for name in citation.translators),
        ("DC.date", day.isoformat()),
        ("DC.publisher", citation.publication),
        ("DC.identifier", citation.url),
        ("DC.language", citation.language),
        ("DC.type", "Text"),
        *(("DC.subject", topic) for topic in citation.topics),
        ("DC.description", citation.summary),
        ("DC.rights", citation.licence_url or citation.licence_name),
        ("z:itemType", "report"),
    ]
    return [(name, content) for name, content in tags if content]


def facts_around(card: Mapping[str, Any], state: PublicFacts, zone: str) -> dict[str, Any]:
    """What JSON-LD says of a case study that no citation has: `around` of `json_ld`."""
    return {
        "@id": f"urn:uuid:{state.uuid}",
        "alternativeHeadline": card["question"],
        "datePublished": local_day(state.first_published_at, zone).isoformat(),
        "wordCount": card["word_count"],
        "timeRequired": f"PT{card['reading_minutes']}M",
        "correction": [_correction(notice, zone) for notice in state.corrections],
    }


def json_ld(citation: CaseCitation, around: Mapping[str, Any]) -> SafeString:
    """The case study for schema.org, ready to stand in a script element. `around`: members that no citation has."""
    article = {
        "@context": "https://schema.org",
        "@type": ["Article", "LearningResource"],
        "headline": citation.title,
        "name": citation.title,
        "abstract": citation.summary,
        "url": citation.url,
        "author": [_agent(name) for name in citation.credited],
        "translator": [_agent(name) for name in citation.translators],
        "publisher": {"@type": "Organization", "name": citation.publication},
        "dateModified": citation.published_on.isoformat(),
        "version": str(citation.edition),
        "inLanguage": citation.language,
        "keywords": list(citation.topics),
        "license": citation.licence_url or citation.licence_name,
        "learningResourceType": "case study",
        "isAccessibleForFree": True,
        **around,
    }
    return script_json({name: value for name, value in article.items() if value not in ("", [], None)})


def script_json(value: Any) -> SafeString:
    """JSON that no parser of HTML can take for anything else."""
    return mark_safe(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES))


def signposts(citation: CaseCitation, described_by: Iterable[Link], items: Iterable[Link] = ()) -> list[Link]:
    """The typed links of a landing page: what to cite it as, who wrote it, what describes it, what it consists of."""
    authors = [name.orcid_url for name in citation.authors if ORCID.fullmatch(name.orcid)][:MOST_LINKED_AUTHORS]
    return [
        Link("cite-as", citation.url),
        Link("type", "https://schema.org/AboutPage"),
        Link("type", "https://schema.org/Article"),
        *(Link("author", address) for address in authors),
        *([Link("license", citation.licence_url)] if citation.licence_url else []),
        *described_by,
        *items,
    ]


def _correction(notice: Mapping[str, Any], zone: str) -> dict[str, str]:
    day = local_day(datetime.fromisoformat(notice["at"]), zone)
    return {"@type": "CorrectionComment", "text": notice["note"], "datePublished": day.isoformat()}


def _agent(name: Name) -> dict[str, str]:
    agent = {"@type": "Organization" if name.is_organisation else "Person", "name": name.words}
    if ORCID.fullmatch(name.orcid):
        agent["@id"] = name.orcid_url
    if name.family:
        agent |= {"familyName": name.family, "givenName": name.given}
    return agent
