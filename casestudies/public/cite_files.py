"""Files to take along: the citation and the list of sources in three forms, and the text as Markdown.

Each stands below the page that it belongs to, of the case study as it stands or of one edition. What was withdrawn
or removed answers 410, as the text does.
"""

import json
from collections.abc import Callable
from functools import partial

from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import override

from casestudies.exchange.case_markdown import edition_markdown
from casestudies.exchange.citations.write_bibtex import write_bibtex
from casestudies.exchange.citations.write_csl import write_csl
from casestudies.exchange.citations.write_ris import write_ris
from casestudies.public.addresses import absolute, case_url
from casestudies.public.answers import etag_of, not_modified, readable, with_validators
from casestudies.public.cases import moved
from casestudies.public.citing import FORMS, MARKDOWN, citation_of
from casestudies.public.errors import gone, withdrawn
from casestudies.publication.citation import CaseCitation
from casestudies.queries.publication import publication
from casestudies.queries.surroundings import (
    Surroundings,
    document_text,
    published_documents,
    surroundings,
    surroundings_of_edition,
)

WRITERS = {"bib": write_bibtex, "ris": write_ris, "json": write_csl}
Writer = Callable[[Surroundings, CaseCitation], str]


def _citation(ending: str, shown: Surroundings, citation: CaseCitation) -> str:
    return WRITERS[ending]([citation.csl()])


def _sources(ending: str, shown: Surroundings, citation: CaseCitation) -> str:
    """In the order of their first citation, what the text never cites last."""
    sources = json.loads(document_text(shown))["sources"]
    cited = sorted(sources, key=lambda source: (source["number"] is None, source["number"] or 0))
    return WRITERS[ending]({"id": source["key"], **source["csl"]} for source in cited)


def _markdown(shown: Surroundings, citation: CaseCitation) -> str:
    return edition_markdown(shown, published_documents(shown)[0], citation)


# Name -> what makes it, its media type, and what stands for it in the name under which a browser keeps it.
FILES: dict[str, tuple[Writer, str, str]] = {
    **{f"cite.{ending}": (partial(_citation, ending), media, f".{ending}") for ending, (_, media) in FORMS.items()},
    **{
        f"sources.{ending}": (partial(_sources, ending), media, f"-sources.{ending}")
        for ending, (_, media) in FORMS.items()
    },
    "case.md": (_markdown, MARKDOWN, ".md"),
}


@readable
def file(request: HttpRequest, slug: str, name: str, number: str = "") -> HttpResponse:
    """One of FILES, of the case study as it stands or of an edition."""
    shown = surroundings_of_edition(slug, int(number)) if number else surroundings(slug)
    if shown is None:
        return moved(slug, f"editions/{number}/{name}" if number else name)
    if shown.is_withdrawn:
        return withdrawn()
    if shown.is_redacted:
        return gone(shown.edition.number)
    settings = publication()
    made_by = shown.rendering.renderer_version
    etag = etag_of(name, number, shown.edition.edition_digest, shown.state.counter, made_by, settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    citation = citation_of(shown, publication=settings.name, zone=settings.time_zone, of_edition=bool(number))
    write, media_type, ending = FILES[name]
    with override(django_settings.LANGUAGE_CODE):  # one file, whatever language its page was read in
        text = write(shown, citation)
    answer = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{citation.key}{ending}"'
    # Search engines pool what they find here at the page itself.
    answer.headers["Link"] = f'<{absolute(case_url(shown.slug))}>; rel="canonical"'
    return with_validators(answer, etag)


def addresses() -> list[URLPattern]:
    """An address for each file, below the case study and below each edition."""
    edition = r"^cases/(?P<slug>[-a-zA-Z0-9_]+)/editions/(?P<number>[1-9][0-9]{0,6})/"
    return [
        *(path(f"cases/<slug:slug>/{name}", file, {"name": name}) for name in FILES),
        *(re_path(rf"{edition}{name.replace('.', '[.]')}$", file, {"name": name}) for name in FILES),
    ]
