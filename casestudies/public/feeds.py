"""Feeds of new and changed cases, as Atom and as JSON Feed: of everything, of a topic, of a party.

Entries lead to our own pages and keep their id for good. What was withdrawn is told as such, so that a copy can go.
"""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from casestudies.enums import TermKind
from casestudies.public.addresses import party_url, topic_url
from casestudies.public.answers import etag_of, not_modified, readable, with_validators
from casestudies.public.feed_formats import FORMATS, Feed
from casestudies.queries.feeds import Gone, latest_gone, latest_with, term_label
from casestudies.queries.publication import publication

ENTRIES = 50
# What a feed can be of: the first part of its address, and the page that it follows.
OF_TERMS = {TermKind.TOPIC: ("topics", topic_url), TermKind.PARTY: ("parties", party_url)}
KEY = "(?P<slug>[a-zA-Z0-9][a-zA-Z0-9_.:-]{0,99})"


@readable
def everything(request: HttpRequest, ending: str) -> HttpResponse:
    """Every case study."""
    rows, gone = latest_with(ENTRIES), latest_gone(ENTRIES)
    return answer(request, ending, "/feed", "/", "", rows, gone)


@readable
def of_term(request: HttpRequest, ending: str, kind: TermKind, slug: str) -> HttpResponse:
    """Case studies that carry a topic, or name a party. It goes on when the last of them was withdrawn."""
    label = term_label(kind, slug)
    if label is None:
        raise Http404
    home = OF_TERMS[kind][1](slug)
    rows, gone = latest_with(ENTRIES, kind, slug), latest_gone(ENTRIES, kind, slug)
    return answer(request, ending, f"{home}feed", home, label, rows, gone)


def answer(
    request: HttpRequest, ending: str, path: str, home: str, about: str, rows: Sequence[Any], gone: Sequence[Gone]
) -> HttpResponse:
    """The feed at `path`, of the page `home`; `about` says what it is narrowed to, empty for everything."""
    settings = publication()
    states = ((state.uuid, state.counter) for state in rows)
    etag = etag_of(path, ending, about, settings.updated_at, *states, *gone)
    if unchanged := not_modified(request, etag):
        return unchanged
    feed = Feed(
        title=f"{settings.name}: {about}" if about else settings.name,
        subtitle=settings.masthead,
        publisher=settings.name,
        path=path,
        home=home,
        zone=settings.time_zone,
        updated_at=settings.updated_at,
        rows=rows,
        gone=gone,
    )
    write, media_type = FORMATS[ending]
    return with_validators(HttpResponse(write(feed), content_type=media_type), etag)


def addresses() -> list[URLPattern]:
    """`/feed.atom`, `/topics/labour/feed.json` and their like."""
    found: list[URLPattern] = []
    for ending in FORMATS:
        found.append(path(f"feed.{ending}", everything, {"ending": ending}))
        found += [
            re_path(rf"^{first}/{KEY}/feed[.]{ending}$", of_term, {"ending": ending, "kind": kind})
            for kind, (first, _) in OF_TERMS.items()
        ]
    return found
