"""The pages of one case study: its current edition, its old editions, the list of them.

What surrounds the text is read first, in one row; a reader whose copy is good gets a 304 before any text is touched.
"""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from casestudies.public import citing, frames
from casestudies.public.addresses import absolute, case_url, changed_url
from casestudies.public.answers import etag_of, not_modified, page, readable, with_validators
from casestudies.public.errors import gone
from casestudies.public.languages import local
from casestudies.public.translations import translation_part
from casestudies.publication.own_links import with_own_links, without_own_links
from casestudies.queries.editions import redirect_for
from casestudies.queries.publication import publication
from casestudies.queries.related import related_of
from casestudies.queries.surroundings import (
    Surroundings,
    article,
    surroundings,
    surroundings_of_all,
    surroundings_of_edition,
)

EDITION_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


@readable
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """The current edition; where the case study is withdrawn, the notice alone."""
    shown = surroundings(slug)
    if shown is None:
        return moved(slug)
    return _notice(request, shown) if shown.is_withdrawn else _text(request, shown, banner="", of_edition=False)


@readable
def edition(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One edition, under a banner unless it is the current one. Its canonical address is the case study's."""
    shown = surroundings_of_edition(slug, int(number))
    if shown is None:
        return moved(slug, f"editions/{number}/")
    banner = "withdrawn" if shown.is_withdrawn else "" if shown.is_current else "old"
    return _text(request, shown, banner=banner, of_edition=True)


@readable
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every edition of a case study, newest first. `?from=1&to=3`, which a form sends, leads to what changed."""
    if answer := _chosen_pair(request, slug):
        return answer
    rows = surroundings_of_all(slug)
    if not rows:
        return moved(slug, "editions/")
    settings = publication()
    newest = rows[0]
    etag = etag_of("editions", newest.state.uuid, newest.state.counter, settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    context = {
        "publication": settings,
        "canonical_url": absolute(f"{case_url(slug)}editions/"),
        "description": _("Editions of %(title)s") % {"title": frames.title(newest)},
        "case": {"title": frames.title(newest), "url": case_url(slug)},
        "editions": [frames.edition(row, settings.time_zone) for row in rows],
        "numbers": range(1, newest.edition.number + 1),
        "is_withdrawn": newest.is_withdrawn,
        "noindex": newest.is_withdrawn,
    }
    return page("public/editions.html", context, etag=etag)


def _text(request: HttpRequest, shown: Surroundings, *, banner: str, of_edition: bool) -> HttpResponse:
    if shown.is_redacted:
        return gone(shown.edition.number)
    settings = publication()
    zone, state = settings.time_zone, shown.state
    made_by = shown.rendering.renderer_version
    digest = shown.edition.edition_digest
    etag = etag_of(digest, state.counter, made_by, banner, of_edition, settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    citation = citing.citation_of(shown, publication=settings.name, zone=zone, of_edition=of_edition)
    html, json_ld = article(shown)
    context = {
        "publication": settings,
        "canonical_url": absolute(case_url(shown.slug)),
        "description": shown.card["summary"],
        "noindex": shown.is_withdrawn,
        "case": frames.case(shown, zone),
        # Made from prose nodes alone, every string escaped.
        "html": with_own_links(html, local) if frames.has_own_links(shown) else without_own_links(html),
        "translation": translation_part(shown),
        "banner": banner,
        "current_number": state.edition.number,
        "corrections": frames.corrections(shown, zone),
        "related": [] if banner else frames.related(related_of(shown)),
        "cite": citing.cite_part(shown, citation, of_edition=of_edition),
        "head": citing.head(shown, citation, zone, of_edition=of_edition),
        "json_ld": mark_safe(json_ld),  # escaped when it was made, as a script element needs
    }
    shown_page = page("public/case.html", context, etag=etag)
    shown_page.headers["Link"] = citing.link_header(shown, citation, of_edition=of_edition)
    return shown_page


def _notice(request: HttpRequest, shown: Surroundings) -> HttpResponse:
    settings = publication()
    etag = etag_of("withdrawn", shown.state.uuid, shown.state.counter, settings.updated_at)
    if answer := not_modified(request, etag):
        return answer
    context = {
        "publication": settings,
        "canonical_url": absolute(case_url(shown.slug)),
        "noindex": True,
        "case": {
            "title": frames.title(shown),
            "url": case_url(shown.slug),
            "language": shown.card.get("language", ""),
        },
        "withdrawal": frames.notice(shown.state.withdrawal, settings.time_zone),
    }
    return page("public/withdrawn.html", context, etag=etag)


def _chosen_pair(request: HttpRequest, slug: str) -> HttpResponse | None:
    """Where the form leads that chooses two editions; None when nobody sent it, or something that is no number."""
    names = request.GET.get("from", ""), request.GET.get("to", "")
    if not all(map(EDITION_NUMBER.fullmatch, names)):
        return None
    first, last = sorted(map(int, names))
    return with_validators(HttpResponsePermanentRedirect(changed_url(slug, first, last)))


def moved(slug: str, below: str = "") -> HttpResponse:
    """For good to the present address of a case study that had this one; Http404 where none had."""
    now = redirect_for(slug)
    if now is None or now == slug:
        raise Http404
    return with_validators(HttpResponsePermanentRedirect(f"{case_url(now)}{below}"))
