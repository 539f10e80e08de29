"""Lists of cases: all of them, those that a search finds, those of a topic."""

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse

from casestudies.prose.characters import tidy_line
from casestudies.public import frames
from casestudies.public.addresses import absolute, topic_url
from casestudies.public.answers import etag_of, not_modified, page, readable
from casestudies.queries.editions import PAGE_SIZE, ListPage, list_cases, topic_name, topics_in_use
from casestudies.queries.publication import publication

LONGEST_QUERY = 200
DEEPEST_RESULT = 1000
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


@readable
def cases(request: HttpRequest) -> HttpResponse:
    q = tidy_line(request.GET.get("q", "")[: LONGEST_QUERY * 4])[:LONGEST_QUERY]
    number = page_number(request)
    if q and number > DEEPEST_RESULT // PAGE_SIZE:
        raise Http404
    found = list_cases(q=q, number=number)
    topics = [{"name": topic.name, "url": topic_url(topic.slug), "count": topic.count} for topic in topics_in_use()]
    return _answer(request, found, base="/cases/", query={"q": q} if q else {}, context={"q": q, "topics": topics})


@readable
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    name = topic_name(slug)
    if name is None:
        raise Http404
    found = list_cases(topic=slug, number=page_number(request))
    return _answer(request, found, base=topic_url(slug), query={}, context={"topic_name": name})


def page_number(request: HttpRequest) -> int:
    """The page asked for; Http404 for what is no page number."""
    value = request.GET.get("page", "1")
    if not PAGE_NUMBER.fullmatch(value):
        raise Http404
    return int(value)


def _answer(request: HttpRequest, found: ListPage, *, base: str, query: dict, context: dict) -> HttpResponse:
    if found.number > found.pages:
        raise Http404
    settings = publication()
    states = ((state.slug, state.counter) for state in found.rows)
    etag = etag_of(base, settings.updated_at, query, found.number, found.total, *context.items(), *states)
    if answer := not_modified(request, etag):
        return answer
    number = found.number
    context |= {
        "publication": settings,
        "current": "cases",
        "canonical_url": absolute(_page_url(base, {}, number)),
        "description": settings.masthead,
        "noindex": bool(query),
        "rows": [frames.row(state, settings.time_zone) for state in found.rows],
        "total": found.total,
        "number": number,
        "pages": found.pages,
        "previous_url": _page_url(base, query, number - 1) if number > 1 else "",
        "next_url": _page_url(base, query, number + 1) if number < found.pages else "",
    }
    return page("public/list.html", context, etag=etag)


def _page_url(base: str, query: dict, number: int) -> str:
    members = query | ({"page": number} if number > 1 else {})
    return f"{base}?{urlencode(members)}" if members else base
