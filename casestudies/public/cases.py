"""The pages of one case study: its current edition, its old editions, the list of them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from casestudies.public import frames
from casestudies.public.addresses import absolute, case_url
from casestudies.public.answers import etag_of, not_modified, page, readable, with_validators
from casestudies.publication.render import RENDERER_VERSION
from casestudies.queries.editions import CasePage, case_page, edition_page, editions_of, redirect_for
from casestudies.queries.publication import publication


@readable
def case(request: HttpRequest, slug: str) -> HttpResponse:
    """The current edition; where the case study is withdrawn, the notice alone."""
    shown = case_page(slug)
    if shown is None:
        return _moved(slug)
    return _answer(request, shown, banner="")


@readable
def edition(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One edition, under a banner unless it is the current one. Its canonical address is the case study's."""
    shown = edition_page(slug, int(number))
    if shown is None:
        return _moved(slug, f"editions/{number}/")
    banner = "withdrawn" if shown.is_withdrawn else "" if shown.is_current else "old"
    return _answer(request, shown, banner=banner, is_edition=True)


@readable
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    found = editions_of(slug)
    if found is None:
        return _moved(slug, "editions/")
    state, rows = found
    settings = publication()
    etag = etag_of("editions", state.uuid, state.counter, settings.updated_at)
    if answer := not_modified(request, etag, state.changed_at):
        return answer
    context = {
        "publication": settings,
        "canonical_url": absolute(f"{case_url(slug)}editions/"),
        "case": {"title": state.edition.rendering.card["title"], "url": case_url(slug)},
        "editions": frames.editions(state, rows, settings.time_zone),
        "is_withdrawn": state.status == "withdrawn",
        "noindex": state.status == "withdrawn",
    }
    return page("public/editions.html", context, etag=etag, changed_at=state.changed_at)


def _answer(request: HttpRequest, shown: CasePage, *, banner: str, is_edition: bool = False) -> HttpResponse:
    settings = publication()
    state = shown.state
    etag = etag_of(shown.edition.edition_digest, state.counter, RENDERER_VERSION, is_edition, settings.updated_at)
    if answer := not_modified(request, etag, state.changed_at):
        return answer
    zone = settings.time_zone
    context = {
        "publication": settings,
        "canonical_url": absolute(case_url(shown.slug)),
        "case": frames.case(shown, zone),
        "page_language": "en",
    }
    if shown.is_withdrawn and not is_edition:
        context |= {"noindex": True, "withdrawal": frames.notice(state.withdrawal, zone)}
        return page("public/withdrawn.html", context, etag=etag, changed_at=state.changed_at)
    context |= {
        "description": shown.card["summary"],
        "noindex": shown.is_withdrawn,
        "banner": banner,
        "current_number": state.edition.number,
        "corrections": frames.corrections(state.corrections, zone),
        "citations": frames.citations(shown, publication=settings.name, zone=zone),
    }
    return page("public/case.html", context, etag=etag, changed_at=state.changed_at)


def _moved(slug: str, below: str = "") -> HttpResponse:
    """For good to the present address of a case study that had this one; Http404 where none had."""
    now = redirect_for(slug)
    if now is None or now == slug:
        raise Http404
    return with_validators(HttpResponsePermanentRedirect(f"{case_url(now)}{below}"))
