"""An edition as the one citation, and as what is made from it: CSL-JSON, JSON-LD, Markdown."""

import json
from typing import Any

from casestudies.api import addresses
from casestudies.exchange.case_markdown import edition_markdown
from casestudies.exchange.citations.write_csl import clean
from casestudies.exchange.imprint import attribution, note
from casestudies.publication.citation import CaseCitation, case_citation
from casestudies.publication.edition_line import local_day
from casestudies.publication.head_metadata import facts_around, json_ld
from casestudies.queries.surroundings import Surroundings


def citation_of(page: Surroundings, *, of_edition: bool) -> CaseCitation:
    """Of the case study as it stands, or of the edition for good."""
    slug, number = page.slug, page.edition.number
    return case_citation(
        page.card,
        key=f"{slug}-edition-{number}" if of_edition else slug,
        publication=page.publisher,
        edition=number,
        published_on=local_day(page.edition.published_at, page.zone),
        url=addresses.edition_page(slug, number) if of_edition else addresses.case_page(slug),
    )


def as_csl(page: Surroundings, *, of_edition: bool = False) -> dict[str, Any]:
    """The case study as one item."""
    return clean(citation_of(page, of_edition=of_edition).csl()) | {"note": note(page)}


def as_json_ld(page: Surroundings, article: str, *, of_edition: bool = False) -> dict[str, Any]:
    """`article` is the rendering's own JSON-LD: what the text cites, teaches and mentions."""
    around = facts_around(page.card, page.state, page.zone)
    head = json.loads(json_ld(citation_of(page, of_edition=of_edition), around))
    around_it = {
        "sameAs": addresses.case_study(page.slug),
        "creditText": attribution(page)["text"],
        "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": page.edition.edition_digest},
    }
    return {**head, **(json.loads(article) if article else {}), **around_it}


def as_markdown(page: Surroundings, content: str, *, of_edition: bool = False) -> str:
    """`content` is the snapshot. The file that readers take along is the same."""
    return edition_markdown(page, json.loads(content), citation_of(page, of_edition=of_edition))
