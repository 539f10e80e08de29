"""The examples in the API's description: a small invented case, in every shape. Tests hold them against the schemas."""

from typing import Any

SLUG = "harbour-cameras-2025"
SITE = "https://cases.example.org"
UUID = "0d3f6c0e-6a52-4f0c-8b63-3f2b0e1c9a11"
DIGEST = "9f2c" * 16
EARLIER_DIGEST = "41d7" * 16
LICENCE = {
    "key": "CC-BY-4.0",
    "name": "Creative Commons Attribution 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}
LINE = "Edition 2 · correction · 14 November 2026 · 9 of 11 statements checked"
TITLE = "Cameras at the harbour"
PAGE = f"{SITE}/cases/{SLUG}/"
API = f"{SITE}/api/v1/case-studies/{SLUG}/"

EDITION: dict[str, Any] = {
    "number": 2,
    "kind": "correction",
    "is_current": True,
    "published_at": "2026-11-14T09:30:00.000000Z",
    "change_note": "The trial ran for six weeks, not six months.",
    "content_digest": "b81e" * 16,
    "edition_digest": DIGEST,
    "previous_digest": EARLIER_DIGEST,
    "statements": 11,
    "checked": 9,
    "checkers": ["Ada Kern"],
}
FIRST_EDITION: dict[str, Any] = {
    **EDITION,
    "number": 1,
    "kind": "initial",
    "is_current": False,
    "published_at": "2026-10-02T08:00:00.000000Z",
    "change_note": "First edition.",
    "content_digest": "77aa" * 16,
    "edition_digest": EARLIER_DIGEST,
    "previous_digest": "",
}
AROUND: dict[str, Any] = {
    "uuid": UUID,
    "slug": SLUG,
    "canonical_url": PAGE,
    "first_published_at": "2026-10-02T08:00:00.000000Z",
    "changed_at": "2026-11-14T09:30:00.000000Z",
    "edition": EDITION,
    "corrections": [{"edition": 2, "note": EDITION["change_note"], "at": "2026-11-14T09:30:00.000000Z"}],
    "translation_of": None,
    "translations": [
        {
            "uuid": "5d0a3c58-6e0c-4d7e-8a54-0a3f0d9b6e21",
            "slug": f"{SLUG}-fr",
            "title": "Une caméra sur le quai",
            "language": "fr",
            "links": {"html": f"{PAGE[:-1]}-fr/", "api": f"{API[:-1]}-fr/"},
            "follows": 1,
            "edition": 1,
            "is_behind": True,
        }
    ],
    "attribution": {
        "edition_line": LINE,
        "text": f"“{TITLE}” by Ada Writer. Casebook, {LINE}. {LICENCE['name']}. {PAGE}",
        "html": (
            f'“<a href="{PAGE}">{TITLE}</a>” by Ada Writer. Casebook, {LINE}. '
            f'<a rel="license" href="{LICENCE["url"]}">{LICENCE["name"]}</a>.'
        ),
    },
    "links": {
        "html": PAGE,
        "edition_html": f"{PAGE}editions/2/",
        "api": API,
        "edition_api": f"{API}editions/2/",
        "editions": f"{API}editions/",
    },
}
WHEN: dict[str, Any] = {
    "date": "2025-03-01",
    "precision": "month",
    "time": "",
    "zone": "",
    "circa": False,
    "until": "2025-04-12",
}
CARD: dict[str, Any] = {
    "title": TITLE,
    "question": "Who decides whether a public quay may be watched by machines?",
    "summary": "A port tried face recognition on a public quay for six weeks, and asked the town afterwards.",
    "language": "en",
    "licence": LICENCE,
    "event": {"when": WHEN},
    "at_a_glance": {
        "what_happened": "Cameras compared passers-by with a list of banned persons.",
        "who": "The port, a supplier, the town.",
        "when": "March and April 2025.",
        "disputed": "Whether the signs were up from the first day.",
        "why_it_matters": "The quay belongs to everybody.",
    },
    "topics": [{"slug": "biometrics", "name": "Biometrics", "description": ""}],
    "jurisdictions": ["EU"],
    "contributors": [
        {
            "key": "a-writer",
            "name": "Ada Writer",
            "family": "Writer",
            "kind": "person",
            "orcid": "0000-0002-1825-0097",
            "affiliation": "University of Somewhere",
            "url": "",
            "roles": ["writing-original-draft"],
        }
    ],
    "word_count": 1840,
    "reading_minutes": 8,
}
SUMMARY: dict[str, Any] = {**AROUND, **CARD, "source_count": 1}
CASE_STUDY: dict[str, Any] = {
    **AROUND,
    **CARD,
    "schema_version": 1,
    "objectives": ["Tell apart consent and notice."],
    "sections": [
        {
            "uuid": "6f0b2f4e-8d6b-4d38-9a3f-2b8a7f4f1c55",
            "anchor": "the-trial",
            "heading": "The trial",
            "kind": "record",
            "body": (
                "<p>The trial began on a Monday\u2060"
                '<span class="cite">[<a role="doc-noteref" id="cite-1-1" href="#source-1" aria-label="Source 1">1</a>]'
                "</span>.</p>\n"
            ),
        }
    ],
    "questions": [
        {
            "uuid": "a3a1c0de-57f3-4b1c-9b0e-6f0f5f0d7c21",
            "prompt": "What would have counted as asking first?",
            "section": "the-trial",
            "minutes": 10,
        }
    ],
    "timeline": [
        {
            "uuid": "c2f7b1f0-1d4b-4c57-8a51-0d2f6d1b9e42",
            "when": WHEN,
            "title": "The trial",
            "text": "",
            "references": [{"key": "gazette2025", "locator": "p. 3"}],
            "checked": True,
        }
    ],
    "figures": [],
    "parties": [
        {
            "key": "port",
            "name": "The port",
            "kind": "public_body",
            "wikidata": "",
            "url": "",
            "roles": ["deployer"],
            "involvement": "Ordered the trial.",
            "response": {
                "state": "sought",
                "sought_on": "2026-09-01",
                "responded_on": "",
                "words": "",
                "reference": None,
                "checked": False,
            },
        }
    ],
    "classifications": [],
    "instruments": [],
    "disclosures": {"competing_interests": "None.", "funding": "None.", "ai_use": ""},
    "sources": [
        {
            "key": "gazette2025",
            "number": 1,
            "anchor": "source-1",
            "csl": {
                "id": "gazette2025",
                "type": "article-newspaper",
                "title": "Watched on the quay",
                "container-title": "The Gazette",
                "issued": {"date-parts": [[2025, 3, 4]]},
                "URL": "https://gazette.example.org/quay",
            },
            "archived": None,
            "source_check": "read",
            "provenance": "",
        }
    ],
}
SELECTION: dict[str, Any] = {
    "title": TITLE,
    "edition": {"number": 2, "published_at": EDITION["published_at"]},
    "sources": [{"key": "gazette2025", "csl": CASE_STUDY["sources"][0]["csl"]}],
}
EDITIONS: dict[str, Any] = {
    "uuid": UUID,
    "slug": SLUG,
    "results": [
        {
            **edition,
            "is_redacted": False,
            "links": {
                "html": f"{PAGE}editions/{edition['number']}/",
                "api": f"{API}editions/{edition['number']}/",
            },
        }
        for edition in (EDITION, FIRST_EDITION)
    ],
}
TOMBSTONE: dict[str, Any] = {
    "uuid": UUID,
    "slug": SLUG,
    "edition": 2,
    "withdrawn_at": "2026-12-01T10:00:00.000000Z",
    "reason": "The main witness has taken back the statement on which the account rests.",
    "html": PAGE,
}
# Members of their own that some kinds of problem have.
PROBLEM_MEMBERS: dict[str, dict[str, Any]] = {
    "invalid-parameter": {
        "errors": [
            {
                "parameter": "topics",
                "detail": "There is no parameter “topics” here. Did you mean “topic”?",
                "suggestion": "topic",
            }
        ]
    },
    "withdrawn": {"tombstone": TOMBSTONE},
    "redacted": {"tombstone": {**TOMBSTONE, "withdrawn_at": None, "reason": ""}},
}
