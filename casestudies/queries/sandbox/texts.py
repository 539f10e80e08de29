"""The samples' texts, in the snapshot's shape. Nothing in them is real, and each says so."""

import uuid
from collections.abc import Iterable
from typing import Any

from casestudies.enums import LICENCE_URLS, Licence

FRAMEWORK = {
    "key": "sample-risks",
    "name": "Sample risks",
    "version": "1",
    "publisher": "Sample Institute",
    "url": "https://example.org/risks",
    "note": "",
}
PERSON = {"key": "sample-author", "name": "Sam Sample", "family": "Sample", "kind": "person", "orcid": "", "url": ""}


def uuid_of(name: str) -> uuid.UUID:
    """The same on every site and for good."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/samples/{name}")


def sample_teaching(document: dict[str, Any]) -> dict[str, Any]:
    """The part of a text that teachers alone read."""
    note = "<p>A sample of a teacher’s note: let them say first who could have tried it.</p>"
    notes = {question["uuid"]: note for question in document["questions"]}
    return {"schema_version": 1, "uuid": document["uuid"], "notes": notes}


def sample_text(
    slug: str, title: str, day: str, *, topics: Iterable[str] = ("sample-topic",), found: str = ""
) -> dict[str, Any]:
    """A whole text with every kind of part; `found` is what a later edition says otherwise."""
    gazette, report = _cite("sample-gazette", "p. 3"), _cite("sample-report", "")
    return {
        "schema_version": 1,
        "uuid": str(uuid_of(slug)),
        "title": title,
        "question": "Who answers for what a machine says at a counter?",
        "summary": "A sample for the sandbox. A town’s chatbot gave a wrong answer; none of it happened.",
        "language": "en",
        "licence": {
            "key": str(Licence.CC_BY),
            "name": str(Licence.CC_BY.label),
            "url": LICENCE_URLS.get(Licence.CC_BY, ""),
        },
        "event": {"when": _when(day)},
        "at_a_glance": {
            "what_happened": "A chatbot told residents of a rule that did not exist.",
            "who": "The town of Sampleton and a supplier.",
            "when": "One week.",
            "disputed": "Who had tested it.",
            "why_it_matters": "People act on what an office tells them.",
        },
        "topics": [
            {"slug": topic, "name": topic.replace("-", " ").capitalize(), "description": "A sample."}
            for topic in topics
        ],
        "jurisdictions": ["US"],
        "contributors": [{**PERSON, "affiliation": "Sample Institute", "roles": ["writing-original-draft"]}],
        "objectives": ["Tell advice from information."],
        "sections": [
            {
                "uuid": str(uuid_of(f"{slug} record")),
                "anchor": "what-happened",
                "heading": "What happened",
                "kind": "record",
                "prose": f"<p>The chatbot went online on a Monday.{gazette} "
                f"{found or 'By Friday forty residents had asked it about parking.'}{report}</p>",
            },
            {
                "uuid": str(uuid_of(f"{slug} analysis")),
                "anchor": "what-it-means",
                "heading": "What it means",
                "kind": "analysis",
                "prose": "<p>An office that answers by machine still answers.</p><ul><li><p>It can be asked why.</p>"
                "</li><li><p>It can be wrong.</p></li></ul>",
            },
        ],
        "questions": [
            {
                "uuid": str(uuid_of(f"{slug} question")),
                "prompt": "Who should have noticed first?",
                "section": "what-happened",
                "minutes": 10,
            }
        ],
        "timeline": [
            {
                "uuid": str(uuid_of(f"{slug} event")),
                "when": _when(day),
                "title": "The chatbot goes online",
                "text": "",
                "references": [{"key": "sample-gazette", "locator": "p. 3"}],
            }
        ],
        "figures": [],
        "parties": [
            {
                "key": "sampleton",
                "name": "Town of Sampleton",
                "kind": "public_body",
                "wikidata": "",
                "url": "https://example.org/sampleton",
                "roles": ["deployer"],
                "involvement": "Ran the chatbot.",
                "response": {
                    "state": "received",
                    "sought_on": day,
                    "responded_on": day,
                    "words": "We have switched it off.",
                    "reference": {"key": "sample-gazette", "locator": ""},
                },
            }
        ],
        "classifications": [
            {
                "framework": FRAMEWORK,
                "term": {
                    "key": "3.1",
                    "name": "False information",
                    "note": "",
                    "broader": [{"key": "3", "name": "Misinformation"}],
                },
                "reason": "The rule did not exist.",
                "classified_by": {"key": PERSON["key"], "name": PERSON["name"]},
            }
        ],
        "instruments": [
            {
                "key": "sample-act",
                "title": "Sample Act on Automated Answers",
                "short_title": "Sample Act",
                "kind": "law",
                "jurisdiction": "US",
                "status": "in_force",
                "proposed_on": "",
                "adopted_on": "2024-01-01",
                "in_force_on": "2024-07-01",
                "published_on": "",
                "ended_on": "",
                "url": "https://example.org/act",
                "note": "Would have asked for a notice.",
            }
        ],
        "disclosures": {"competing_interests": "None.", "funding": "None.", "ai_use": "None."},
        "sources": [_source("sample-gazette", "A machine at the counter"), _source("sample-report", "Forty questions")],
    }


def _when(day: str) -> dict[str, Any]:
    return {"date": day, "precision": "day", "time": "", "zone": "", "circa": False, "until": ""}


def _cite(key: str, locator: str) -> str:
    items = f'[{{"key":"{key}","locator":"{locator}"}}]' if locator else f'[{{"key":"{key}"}}]'
    return f'<span data-cite="{items.replace(chr(34), "&quot;")}"></span>'


def _source(key: str, title: str) -> dict[str, Any]:
    return {
        "key": key,
        "csl": {
            "id": key,
            "type": "article-newspaper",
            "title": title,
            "author": [{"family": "Sample", "given": "Robin"}],
            "container-title": "Sampleton Gazette",
            "issued": {"date-parts": [[2025, 3, 14]]},
            "URL": f"https://example.org/{key}",
        },
        "archived": {"url": f"https://archive.example.org/{key}", "on": "2025-03-15"},
        "source_check": "read",
        "provenance": "",
    }
