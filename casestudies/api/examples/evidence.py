"""What the invented case of examples.py rests on, and what it shares with others."""

from typing import Any

from casestudies.api.examples.cases import API, AROUND, CASE_STUDY, EDITION, LINE, PAGE, SITE, SLUG, TITLE, UUID

NAMED: dict[str, Any] = {
    "uuid": UUID,
    "slug": SLUG,
    "title": TITLE,
    "edition_line": LINE,
    "canonical_url": PAGE,
    "api": API,
}
OF_CASE: dict[str, Any] = {"uuid": UUID, "slug": SLUG, "title": TITLE, "canonical_url": PAGE, "edition": EDITION}
STATEMENT: dict[str, Any] = {
    "key": "c0de" * 16,
    "kind": "prose",
    "text": "The trial began on a Monday",
    "section": {"anchor": "the-trial", "heading": "The trial"},
    "event": "",
    "party": "",
    "checked": True,
    "sources": [
        {
            "key": "gazette2025",
            "number": 1,
            "title": "Watched on the quay",
            "url": "https://gazette.example.org/quay",
            "locator": "p. 3",
            "prefix": "",
            "suffix": "",
            "source_check": "read",
        }
    ],
}
STATEMENTS: dict[str, Any] = {**OF_CASE, "results": [STATEMENT]}
SOURCE_STATEMENTS: dict[str, Any] = {
    "source": "gazette2025",
    "results": [{**OF_CASE, "statements": [STATEMENT]}],
    "next": None,
}


def _around(path: str, key: str, filtered: str, page: str = "") -> dict[str, Any]:
    return {
        "case_study_count": 1,
        "case_studies": [NAMED],
        "links": {
            "html": page,
            "api": f"{SITE}/api/v1/{path}/{key}/",
            "case_studies": f"{SITE}/api/v1/case-studies/?{filtered}={key}",
        },
    }


SOURCE = {name: CASE_STUDY["sources"][0][name] for name in ("key", "csl", "archived", "source_check", "provenance")}
PARTY = {name: CASE_STUDY["parties"][0][name] for name in ("key", "name", "kind", "wikidata", "url")}
SHARED: dict[str, dict[str, Any]] = {
    "SharedTopic": {
        "slug": "biometrics",
        "name": "Biometrics",
        "description": "",
        **_around("topics", "biometrics", "topic", f"{SITE}/topics/biometrics/"),
    },
    "SharedParty": {**PARTY, **_around("parties", "port", "party", f"{SITE}/parties/port/")},
    "SharedSource": {**SOURCE, **_around("sources", "gazette2025", "source")},
    "SharedInstrument": {
        "key": "eu-ai-act",
        "title": "Regulation (EU) 2024/1689",
        "short_title": "AI Act",
        "kind": "regulation",
        "jurisdiction": "EU",
        "status": "in_force",
        "proposed_on": "2021-04-21",
        "adopted_on": "2024-06-13",
        "in_force_on": "2024-08-01",
        "published_on": "2024-07-12",
        "ended_on": "",
        "url": "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
        **_around("instruments", "eu-ai-act", "instrument", f"{SITE}/instruments/eu-ai-act/"),
    },
}
VERSION = {
    "key": "mit-ai-risk",
    "name": "MIT AI Risk Repository",
    "version": "2025-04",
    "publisher": "MIT",
    "url": "https://airisk.mit.edu/",
    "note": "",
}
TERM: dict[str, Any] = {
    "id": "mit-ai-risk@2025-04/2.1",
    "key": "2.1",
    "name": "Compromise of privacy",
    "note": "",
    "broader": [{"key": "2", "name": "Privacy and security"}],
}
FRAMEWORK: dict[str, Any] = {
    **VERSION,
    "terms": [
        {
            **TERM,
            "version": "2025-04",
            "case_study_count": 1,
            "case_studies": f"{SITE}/api/v1/case-studies/?term=mit-ai-risk%402025-04%2F2.1",
        }
    ],
    "links": {"html": f"{SITE}/frameworks/mit-ai-risk/", "api": f"{SITE}/api/v1/frameworks/mit-ai-risk/"},
}
CLASSIFIED: dict[str, Any] = {
    "case_study": {
        "uuid": UUID,
        "slug": SLUG,
        "title": TITLE,
        "canonical_url": PAGE,
        "event": CASE_STUDY["event"],
        "jurisdictions": ["EU"],
        "edition": EDITION,
        "attribution": AROUND["attribution"],
    },
    "framework": VERSION,
    "term": TERM,
    "reason": "Passers-by were compared with a list of faces.",
    "classified_by": {"key": "a-writer", "name": "Ada Writer"},
}
TEACHING: dict[str, Any] = {
    **OF_CASE,
    "objectives": CASE_STUDY["objectives"],
    "questions": [{**CASE_STUDY["questions"][0], "note": "Let them draw the line between sign and consent first."}],
}
