"""Lets scripts of other sites read the API's answers: it serves public texts and knows no cookies."""

from collections.abc import Iterable

from django.http import HttpResponse

# All that requests are described with; those of conditions also where they are refused, so that a script reads why.
REQUEST_HEADERS = "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since"
# Without this list a script sees none of these.
RESPONSE_HEADERS = (
    "Allow, Content-Digest, Content-Disposition, Date, Deprecation, ETag, Last-Modified, Link, Location, RateLimit, "
    "RateLimit-Policy, Repr-Digest, Retry-After, Sunset, Vary, WWW-Authenticate"
)
PREFLIGHT_SECONDS = "86400"


def share(response: HttpResponse) -> HttpResponse:
    """Allow any origin to read this answer."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = RESPONSE_HEADERS
    return response


def preflight(methods: Iterable[str]) -> HttpResponse:
    """The answer to OPTIONS for an address with these methods, whether a browser asks it or a person."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(methods)
    response["Access-Control-Allow-Headers"] = REQUEST_HEADERS
    response["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    return share(response)
