"""A citation for tests: a person with an ORCID, an organisation, a title with what formats trip over."""

from datetime import date
from typing import Any

from casestudies.publication.citation import CaseCitation, case_citation

ADA = {"name": "Ada Writer", "family": "Writer", "kind": "person", "orcid": "0000-0002-1825-0097"}
OFFICE = {"name": "Office & Sons", "family": "", "kind": "organisation", "orcid": ""}


def make_citation(**changes: Any) -> CaseCitation:
    """`changes` go to the card, or to the facts of the edition."""
    facts: dict[str, Any] = {
        "key": "door",
        "publication": "Casebook",
        "edition": 2,
        "published_on": date(2026, 11, 14),
        "url": "https://cases.example.org/cases/door/",
    }
    card: dict[str, Any] = {
        "title": "When the testers opened the door",
        "authors": [ADA, OFFICE],
        "language": "en",
        "summary": "What happened.",
        "topics": [{"slug": "labour", "name": "Labour"}, {"slug": "testing", "name": "Testing"}],
        "licence": {"key": "CC-BY-4.0", "name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }
    card |= {name: value for name, value in changes.items() if name in card}
    return case_citation(card, **(facts | {name: value for name, value in changes.items() if name in facts}))
