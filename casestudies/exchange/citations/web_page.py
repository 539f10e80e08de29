"""What a web page says of itself in its head: citation tags, Dublin Core, JSON-LD, Open Graph; as CSL-JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

from casestudies.exchange.citations.dates import iso_date
from casestudies.exchange.citations.names import name_of
from casestudies.prose.links import canonical_href

# CSL variable -> names of meta elements, the surest first.
METAS = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "container-title": ("citation_journal_title", "citation_conference_title", "og:site_name", "application-name"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher"),
    "volume": ("citation_volume",),
    "issue": ("citation_issue",),
    "DOI": ("citation_doi", "prism.doi"),
    "language": ("citation_language", "dc.language", "dcterms.language"),
    "ISSN": ("citation_issn",),
}
DATES = (
    *("citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued"),
    *("article:published_time", "dc.date", "dcterms.date", "dcterms.created", "parsely-pub-date", "date", "pubdate"),
)
AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "article:author", "parsely-author", "author", "byl")
# Types of schema.org, those that say more than "page".
KINDS = {
    "NewsArticle": "article-newspaper",
    "ReportageNewsArticle": "article-newspaper",
    "AnalysisNewsArticle": "article-newspaper",
    "OpinionNewsArticle": "article-newspaper",
    "BlogPosting": "post-weblog",
    "SocialMediaPosting": "post",
    "ScholarlyArticle": "article-journal",
    "Report": "report",
    "TechArticle": "webpage",
    "Article": "webpage",
    "WebPage": "webpage",
    "Book": "book",
    "Dataset": "dataset",
    "Legislation": "legislation",
    "VideoObject": "motion_picture",
}
MOST_JSON = 200_000


class _Head(HTMLParser):
    """Collects meta elements, the title, the canonical address, the language, and blocks of JSON-LD."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.metas: dict[str, list[str]] = {}
        self.title = self.canonical = self.language = ""
        self.blocks: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            for name in filter(None, (given.get("name"), given.get("property"), given.get("itemprop"))):
                self.metas.setdefault(name.lower(), []).append(" ".join(given.get("content", "").split()))
        elif tag == "link" and given.get("rel", "").lower() == "canonical":
            self.canonical = given.get("href", "")
        elif tag == "html":
            self.language = given.get("lang", "")
        elif tag == "title" and not self.title:
            self._inside = "title"
        elif tag == "script" and given.get("type", "").lower() == "application/ld+json":
            self._inside = "ld"
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("title", "script"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside == "ld" and len(self.blocks[-1]) < MOST_JSON:
            self.blocks[-1] += data

    def first(self, names: tuple[str, ...]) -> str:
        return next((value for name in names for value in self.metas.get(name, ()) if value), "")


def read_web_page(html: str, url: str) -> dict[str, Any]:
    """As much of a CSL-JSON item as the page tells; always with its type and address."""
    head = _Head()
    head.feed(html)
    data = _most_telling(head.blocks)
    csl: dict[str, Any] = {"type": _kind(head, data), "URL": _address(head.canonical, url)}
    csl |= {variable: value for variable, names in METAS.items() if (value := head.first(names))}
    if title := csl.get("title") or _words(data.get("headline") or data.get("name")) or " ".join(head.title.split()):
        csl["title"] = title
    if site := csl.get("container-title") or _words(data.get("publisher")):
        csl["container-title"] = site
    if issued := iso_date(head.first(DATES)) or iso_date(_words(data.get("datePublished"))):
        csl["issued"] = issued
    if authors := _authors(head, data):
        csl["author"] = authors
    if pages := "-".join(filter(None, [head.first(("citation_firstpage",)), head.first(("citation_lastpage",))])):
        csl["page"] = pages
    if "language" not in csl and head.language:
        csl["language"] = head.language
    return csl


def _kind(head: _Head, data: Mapping[str, Any]) -> str:
    if "citation_journal_title" in head.metas:
        return "article-journal"
    if "citation_conference_title" in head.metas:
        return "paper-conference"
    if {"citation_technical_report_institution", "citation_technical_report_number"} & set(head.metas):
        return "report"
    return next((KINDS[name] for name in _types(data) if name in KINDS), "webpage")


def _address(canonical: str, url: str) -> str:
    """The address that the page itself prefers, if it is one on the same host."""
    href = canonical_href(canonical)
    same = re.match(r"https?://([^/?#]+)", href), re.match(r"https?://([^/?#]+)", url)
    return href if all(same) and same[0][1].lower() == same[1][1].lower() else url  # type: ignore[index]


def _authors(head: _Head, data: Mapping[str, Any]) -> list[dict[str, str]]:
    for name in AUTHORS:
        found = [value for value in head.metas.get(name, ()) if value and not value.startswith("http")]
        if found:
            people = found if len(found) > 1 or "," in found[0] else re.split(r"\s+(?:and|&)\s+", found[0])
            return [person for value in people if (person := name_of(re.sub(r"(?i)^by\s+", "", value)))]
    given = data.get("author") or data.get("creator") or []
    named = [_person(value) for value in (given if isinstance(given, list) else [given])]
    return [person for person in named if person]


def _person(value: Any) -> dict[str, str] | None:
    return name_of(_words(value), is_body=isinstance(value, Mapping) and "Organization" in _types(value))


def _most_telling(blocks: list[str]) -> Mapping[str, Any]:
    """The node of JSON-LD that is the page's main thing: the first whose type says what it is."""
    nodes = [node for block in blocks for node in _nodes(block)]
    known = [node for node in nodes if any(name in KINDS for name in _types(node))]
    known.sort(key=lambda node: not node.get("headline"))
    return known[0] if known else {}


def _nodes(block: str) -> Iterator[Mapping[str, Any]]:
    try:
        value = json.loads(block, strict=False)
    except (ValueError, RecursionError):
        return
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, Mapping):
            yield node
            graph = node.get("@graph")
            yield from (inner for inner in (graph if isinstance(graph, list) else ()) if isinstance(inner, Mapping))


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds or "")]


def _words(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@value") or ""
    return " ".join(value.split()) if isinstance(value, str) else ""
