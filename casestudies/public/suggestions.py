"""Answers the search field while somebody types: names and titles, as JSON."""

from django.http import HttpRequest, JsonResponse

from casestudies.enums import Facet
from casestudies.public.addresses import case_url, instrument_url, party_url, topic_url
from casestudies.public.answers import readable
from casestudies.queries.search.suggest import Suggestion, suggest

ADDRESSES = {
    "case": case_url,
    str(Facet.TOPIC): topic_url,
    str(Facet.PARTY): party_url,
    str(Facet.INSTRUMENT): instrument_url,
}
# The same letters are typed again and again; what was withdrawn is gone within the minute.
CACHE_CONTROL = "public, max-age=60"


@readable
def suggestions(request: HttpRequest) -> JsonResponse:
    """`{"suggestions": [{"kind", "label", "url"}]}`, nine at most."""
    found = [_written(one) for one in suggest(request.GET.get("q", ""))]
    return JsonResponse({"suggestions": found}, headers={"Cache-Control": CACHE_CONTROL, "X-Robots-Tag": "noindex"})


def _written(one: Suggestion) -> dict:
    return {"kind": _kind(one.kind), "label": one.label, "url": ADDRESSES[one.kind](one.key)}


def _kind(kind: str) -> str:
    return "" if kind == "case" else str(Facet(kind).label)
