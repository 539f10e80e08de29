"""What an article says of itself to search engines beyond its citation: the works it cites, what it teaches, of whom.

It is made with the article, once; the head of the page adds the rest under the same identifier.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

from casestudies.publication.bibliography import name_in_words
from casestudies.publication.head_metadata import script_json
from casestudies.publication.web_addresses import web_address

Row = Mapping[str, Any]
WIKIDATA = "https://www.wikidata.org/wiki/"
# Types of CSL that schema.org has a type of its own for; every other one is a work.
WORKS = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "post-weblog": "BlogPosting",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}


def article_json_ld(snapshot: Row) -> SafeString:
    """Ready to stand in a script element."""
    questions = {"educationalUse": "discussion"} if snapshot["questions"] else {}
    article = {
        "@context": "https://schema.org",
        "@id": f"urn:uuid:{snapshot['uuid']}",
        "citation": [_work(source["csl"]) for source in snapshot["sources"]],
        "teaches": list(snapshot["objectives"]),
        "mentions": [_party(party) for party in snapshot["parties"]],
        **questions,
    }
    return script_json(_full(article))


def _work(csl: Row) -> dict[str, Any]:
    return _full(
        {
            "@type": WORKS.get(str(csl.get("type")), "CreativeWork"),
            "name": str(csl.get("title") or ""),
            "author": [name for name in map(name_in_words, csl.get("author") or ()) if name],
            "datePublished": _day(csl.get("issued")),
            "url": web_address(str(csl.get("URL") or "")),
        }
    )


def _party(party: Row) -> dict[str, Any]:
    address = f"{WIKIDATA}{party['wikidata']}" if party.get("wikidata") else web_address(party.get("url") or "")
    kind = "Person" if party.get("kind") == "person" else "Organization"
    return _full({"@type": kind, "name": party["name"], "sameAs": address})


def _day(issued: Any) -> str:
    """As exactly as it is known: `2024`, `2024-11`, `2024-11-26`."""
    try:
        parts = [int(part) for part in issued["date-parts"][0]]
    except (KeyError, IndexError, TypeError, ValueError):
        return ""
    return "-".join(f"{part:0{width}d}" for part, width in zip(parts, (4, 2, 2), strict=False))


def _full(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
