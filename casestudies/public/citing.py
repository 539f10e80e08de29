"""What a case page says of itself for citing: formatted lines, files, tags in its head, typed links."""

from collections.abc import Iterator
from typing import Any

from casestudies.public.addresses import absolute, case_url, edition_url
from casestudies.public.share_tags import frame_html, share_tags
from casestudies.public.translations import alternates, facts_of_translation, original_title
from casestudies.publication.citation import CaseCitation, case_citation
from casestudies.publication.citation_styles import STYLES, formatted
from casestudies.publication.edition_line import local_day
from casestudies.publication.head_metadata import Link, facts_around, json_ld, meta_tags, signposts
from casestudies.queries.surroundings import Surroundings

# The forms of a citation that a reader can take along: the ending, what it is called, its media type.
FORMS = {
    "bib": ("BibTeX", "application/x-bibtex"),
    "ris": ("RIS", "application/x-research-info-systems"),
    "json": ("CSL-JSON", "application/vnd.citationstyles.csl+json"),
}
MARKDOWN, PDF = "text/markdown", "application/pdf"


def citation_of(shown: Surroundings, *, publication: str, zone: str, of_edition: bool) -> CaseCitation:
    """Of the case study as it stands, or of the edition for good: they differ in key and address alone."""
    slug, number = shown.slug, shown.edition.number
    return case_citation(
        shown.card,
        key=f"{slug}-edition-{number}" if of_edition else slug,
        publication=publication,
        edition=number,
        published_on=local_day(shown.edition.published_at, zone),
        url=absolute(edition_url(slug, number) if of_edition else case_url(slug)),
        original_title=original_title(shown),
    )


def cite_part(shown: Surroundings, citation: CaseCitation, *, of_edition: bool) -> dict[str, Any]:
    """The part “How to cite” of a page. Withdrawn texts have no files."""
    base = edition_url(shown.slug, shown.edition.number) if of_edition else case_url(shown.slug)

    def files(stem: str) -> list[dict[str, str]]:
        return [{"name": name, "url": f"{base}{stem}.{ending}"} for ending, (name, _) in FORMS.items()]

    return {
        "styles": [{"name": name, "html": formatted(citation, style)} for style, name in STYLES.items()],
        "files": [] if shown.is_withdrawn else files("cite"),
        "source_files": [] if shown.is_withdrawn or not shown.card["source_count"] else files("sources"),
        "markdown_url": f"{base}case.md",
        "pdf_url": "" if of_edition else f"{base}handout.pdf",
        "card_url": f"{case_url(shown.slug)}card/",
        "frame": frame_html(shown),
        "of_edition": of_edition,
        "edition_url": edition_url(shown.slug, shown.edition.number),
    }


def head(shown: Surroundings, citation: CaseCitation, zone: str, *, of_edition: bool) -> dict[str, Any]:
    """Tags and JSON-LD for the head of a page that shows the text. A PDF is there of the current edition alone."""
    around = facts_around(shown.card, shown.state, zone)
    pdf = [] if of_edition else [("citation_pdf_url", f"{citation.url}handout.pdf")]
    around |= facts_of_translation(shown)
    tags = {"tags": [*meta_tags(citation), *pdf], "json_ld": json_ld(citation, around)}
    found = [] if of_edition else alternates(shown.state)
    return tags | share_tags(shown, citation.publication) | {"alternates": found}


def link_header(shown: Surroundings, citation: CaseCitation, *, of_edition: bool) -> str:
    """The typed links of a page that shows the text; a withdrawn text keeps those that lead to its notice."""
    number, newest = shown.edition.number, shown.state.edition.number
    history = [Link("version-history", absolute(f"{case_url(shown.slug)}editions/"))]
    if of_edition:
        history.append(Link("latest-version", absolute(case_url(shown.slug))))
    if number > 1:
        history.append(Link("predecessor-version", absolute(edition_url(shown.slug, number - 1))))
    if of_edition and number < newest:
        history.append(Link("successor-version", absolute(edition_url(shown.slug, number + 1))))
    if shown.is_withdrawn:
        return ", ".join(map(str, history))
    items = [Link("item", f"{citation.url}case.md", MARKDOWN)]
    if not of_edition:
        items.append(Link("item", f"{citation.url}handout.pdf", PDF))
    return ", ".join(map(str, [*signposts(citation, _descriptions(citation), items), *history]))


def _descriptions(citation: CaseCitation) -> Iterator[Link]:
    for ending, (_, media_type) in FORMS.items():
        yield Link("describedby", f"{citation.url}cite.{ending}", media_type)
