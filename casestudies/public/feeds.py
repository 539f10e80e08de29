"""Feeds of new and changed cases, as Atom and as JSON Feed: of everything, of a shared record, of a search.

Entries lead to our own pages and keep their id for good. What was withdrawn is told as such, so that a copy can go.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from casestudies.enums import Sort, TermKind
from casestudies.public import facets
from casestudies.public.addresses import absolute, instrument_url, party_url, topic_url
from casestudies.public.answers import etag_of, not_modified, readable, with_validators
from casestudies.public.feed_formats import FORMATS, Feed
from casestudies.public.search_address import BASE, read_address
from casestudies.queries.editions import public_version
from casestudies.queries.feeds import Gone, latest_gone, latest_with, term_label
from casestudies.queries.publication import publication
from casestudies.queries.search.results import search

ENTRIES = 50
# What a feed can be of: the first part of its address, and the page that it follows.
OF_TERMS = {
    TermKind.TOPIC: ("topics", topic_url),
    TermKind.PARTY: ("parties", party_url),
    TermKind.INSTRUMENT: ("instruments", instrument_url),
}
KEY = "(?P<slug>[a-zA-Z0-9][a-zA-Z0-9_.:-]{0,99})"


@readable
def everything(request: HttpRequest, ending: str) -> HttpResponse:
    """Every case study."""
    rows, gone = latest_with(ENTRIES), latest_gone(ENTRIES)
    return _answer(request, ending, "/feed", "/", "", rows, gone)


@readable
def of_term(request: HttpRequest, ending: str, kind: TermKind, slug: str) -> HttpResponse:
    """Case studies that carry a topic, name a party or touch an instrument; also once the last was withdrawn."""
    label = term_label(kind, slug)
    if label is None:
        raise Http404
    home = OF_TERMS[kind][1](slug)
    rows, gone = latest_with(ENTRIES, kind, slug), latest_gone(ENTRIES, kind, slug)
    return _answer(request, ending, f"{home}feed", home, label, rows, gone)


@readable
def of_search(request: HttpRequest, ending: str) -> HttpResponse:
    """What a search finds, the newest edition first, whatever order it was looked at in."""
    asked = replace(read_address(request), sort=None, number=1)
    settings = publication()
    etag = etag_of("search", ending, settings.updated_at, public_version(), asked.url)
    if unchanged := not_modified(request, etag):
        return unchanged
    found = search(asked.q, asked.narrowed, sort=Sort.NEWEST)
    # A misspelt search follows nothing: tomorrow somebody may publish what it says.
    rows = [] if found.instead else found.rows
    narrowed = [facets.phrase(asked, found, facet) for facet in asked.narrowed.facets]
    about = " ".join([*([f"“{asked.q}”"] if asked.q else []), *narrowed])
    query = urlencode(asked.feed_fields)
    made = _feed(settings, f"{BASE}feed", asked.url, about, rows, latest_gone(ENTRIES), query=query)
    return _written(made, ending, etag)


def feed_links(path: str, query: str = "") -> dict[str, str]:
    """The addresses of a feed by ending, for the page that it follows."""
    return {ending: f"{path}.{ending}{f'?{query}' if query else ''}" for ending in FORMATS}


def _answer(
    request: HttpRequest, ending: str, path: str, home: str, about: str, rows: Sequence[Any], gone: Sequence[Gone]
) -> HttpResponse:
    """The feed at `path`, of the page `home`; `about` says what it is narrowed to, empty for everything."""
    settings = publication()
    states = ((state.uuid, state.counter) for state in rows)
    etag = etag_of(path, ending, about, settings.updated_at, *states, *gone)
    if unchanged := not_modified(request, etag):
        return unchanged
    return _written(_feed(settings, path, home, about, rows, gone), ending, etag)


def _feed(
    settings: Any, path: str, home: str, about: str, rows: Sequence[Any], gone: Sequence[Gone], *, query: str = ""
) -> Feed:
    return Feed(
        title=f"{settings.name}: {about}" if about else settings.name,
        subtitle=settings.masthead,
        publisher=settings.name,
        addresses={ending: absolute(address) for ending, address in feed_links(path, query).items()},
        home=home,
        zone=settings.time_zone,
        updated_at=settings.updated_at,
        rows=rows,
        gone=gone,
    )


def _written(feed: Feed, ending: str, etag: str) -> HttpResponse:
    write, media_type = FORMATS[ending]
    return with_validators(HttpResponse(write(feed), content_type=media_type), etag)


def addresses() -> list[URLPattern]:
    """`/feed.atom`, `/topics/labour/feed.json` and their like."""
    found: list[URLPattern] = []
    for ending in FORMATS:
        found.append(path(f"feed.{ending}", everything, {"ending": ending}))
        found.append(path(f"cases/feed.{ending}", of_search, {"ending": ending}))
        found += [
            re_path(rf"^{first}/{KEY}/feed[.]{ending}$", of_term, {"ending": ending, "kind": kind})
            for kind, (first, _) in OF_TERMS.items()
        ]
    return found
