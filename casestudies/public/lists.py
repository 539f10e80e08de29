"""Lists of cases: what a search finds, and those that carry a topic, name a party or touch an instrument."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from casestudies.enums import PartyKind, PartyRole, Sort, TermKind
from casestudies.public import facets, frames
from casestudies.public.addresses import case_url, instrument_url, party_url, topic_url
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.public.errors import nothing_listed
from casestudies.public.feeds import feed_links
from casestudies.public.languages import local, plain
from casestudies.public.search_address import BASE, SearchAddress, page_number, read_address
from casestudies.publication.jurisdictions import jurisdiction_name
from casestudies.queries.editions import PAGE_SIZE, details_in, list_cases, public_version, published_term
from casestudies.queries.publication import publication
from casestudies.queries.search.results import DEEPEST_RESULT, SearchPage, search

ADDRESSES = {TermKind.TOPIC: topic_url, TermKind.PARTY: party_url, TermKind.INSTRUMENT: instrument_url}


@readable
def cases(request: HttpRequest) -> HttpResponse:
    """Every case, or those that are looked for and narrowed to."""
    asked = read_address(request)
    if asked.number > DEEPEST_RESULT // PAGE_SIZE:
        raise Http404
    settings = publication()
    etag = etag_of("cases", settings.updated_at, public_version(), asked.url)
    if answer := not_modified(request, etag):
        return answer
    found = search(asked.q, asked.narrowed, sort=asked.order, number=asked.number)
    if asked.number > found.pages:
        raise Http404
    return page("public/list.html", _context(settings, asked, found), etag=etag)


@readable
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    return _of_term(request, TermKind.TOPIC, slug)


@readable
def party(request: HttpRequest, slug: str) -> HttpResponse:
    return _of_term(request, TermKind.PARTY, slug)


@readable
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    return _of_term(request, TermKind.INSTRUMENT, slug)


def _context(settings, asked: SearchAddress, found: SearchPage) -> dict:
    number = asked.number
    return {
        "publication": settings,
        "current": "cases",
        "page_path": SearchAddress(number=number).url,
        "own_address": asked.url,
        "description": settings.masthead,
        "noindex": bool(asked.fields),
        "q": asked.q,
        "kept_fields": [pair for pair in asked.fields if pair[0] != "q"],
        "rows": [_row(state, settings.time_zone, found) for state in found.rows],
        "total": found.total,
        "is_cut": found.total > DEEPEST_RESULT,
        "deepest": DEEPEST_RESULT,
        "number": number,
        "pages": found.pages,
        "instead": found.instead,
        "sorts": _sorts(asked),
        "order": str(asked.order),
        "facets": facets.column(asked, found),
        "chips": facets.chips(asked, found),
        "clear_url": SearchAddress(q=asked.q, sort=asked.sort).url,
        "nothing": _nothing(asked, found) if not found.total else None,
        "feed": {"name": asked.q or _("narrowed"), **feed_links(f"{BASE}feed", urlencode(asked.feed_fields))}
        if asked.feed_fields
        else None,
        "previous_url": asked.with_number(number - 1).url if number > 1 else "",
        "next_url": asked.with_number(number + 1).url if number < found.pages else "",
    }


def _row(state, zone: str, found: SearchPage) -> dict:
    row = frames.row(state, zone)
    quoted = found.quotes.get(state.pk)
    if quoted is None:
        return row
    at = f"{case_url(state.slug)}#{quoted.anchor}" if quoted.anchor else ""
    return row | {"quoted": quoted.pieces, "quoted_heading": quoted.heading, "quoted_url": at}


def _sorts(asked: SearchAddress) -> list[dict]:
    return [
        {"label": sort.label, "url": asked.with_sort(sort).url, "is_chosen": sort == asked.order}
        for sort in Sort
        if sort != Sort.RELEVANCE or asked.can_rank
    ]


def _nothing(asked: SearchAddress, found: SearchPage) -> dict:
    """What there is none of, and what to leave out for there to be some."""
    phrases = {facet: facets.phrase(asked, found, facet) for facet in asked.narrowed.facets}
    several = len(phrases) > 1
    return {
        "phrases": list(phrases.values()),
        "without": [
            {
                "left_out": facets.chosen_labels(asked, found, facet),
                "cases": cases_without,
                "url": asked.with_narrowed(asked.narrowed.without(facet)).url,
            }
            for facet, cases_without in found.without.items()
            if cases_without and several
        ],
        "unnarrowed": found.unnarrowed if phrases else 0,
        "unnarrowed_url": SearchAddress(q=asked.q, sort=asked.sort).url,
        "shorter": [
            {"left_out": left_out, "cases": count, "url": asked.with_q(text).url}
            for left_out, text, count in found.shorter
        ],
    }


def _of_term(request: HttpRequest, kind: TermKind, key: str) -> HttpResponse:
    """The cases whose live edition carries a shared record, and what they call it."""
    number = page_number(request)
    settings = publication()
    term = published_term(kind, key)
    if term is None:
        return nothing_listed()
    etag = etag_of(kind, key, settings.updated_at, public_version(), number)
    if answer := not_modified(request, etag):
        return answer
    found = list_cases(kind=kind, key=key, number=number)
    if number > found.pages:
        raise Http404
    details = details_in(kind, key, found.rows) if kind == TermKind.PARTY else {}
    about = _about(kind, term.detail)
    base = ADDRESSES[kind](key)
    address = {at: f"{base}?page={at}" if at > 1 else base for at in (number - 1, number, number + 1)}
    context = {
        "publication": settings,
        "current": "cases",
        "page_path": address[number],
        "description": ": ".join(filter(None, (term.label, about or settings.masthead))),
        "kind": str(kind),
        "term": term.label,
        "about": about,
        "narrow_url": local(f"{BASE}?{kind}={key}"),
        "rows": [_row_of_term(state, settings.time_zone, details) for state in found.rows],
        "total": found.total,
        "number": number,
        "pages": found.pages,
        "feed": {"name": term.label, **feed_links(plain(f"{base}feed"))},
        "previous_url": address[number - 1] if number > 1 else "",
        "next_url": address[number + 1] if number < found.pages else "",
    }
    return page("public/term.html", context, etag=etag)


def _about(kind: TermKind, detail: dict) -> str:
    """What the live editions say of the record beside its name."""
    if kind == TermKind.TOPIC:
        return detail.get("description", "")
    if kind == TermKind.PARTY:
        return str(dict(PartyKind.choices).get(detail.get("kind"), ""))
    return jurisdiction_name(detail.get("jurisdiction") or "")


def _row_of_term(state, zone: str, details: dict) -> dict:
    return frames.row(state, zone) | {"roles": _roles(details.get(state.pk, {}))}


def _roles(detail: dict) -> str:
    """`Developer, Deployer`: what the party was in this case."""
    names = dict(PartyRole.choices)
    return ", ".join(str(names.get(role, role)) for role in detail.get("roles", ()))
