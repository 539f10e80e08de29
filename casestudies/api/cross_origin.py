"""Lets scripts of other sites read the API's answers: it serves public texts and knows no cookies."""

from collections.abc import Iterable

from django.http import HttpResponse

REQUEST_HEADERS = "Accept, Authorization, Content-Type, If-Match, If-None-Match"
# Without this list a script sees none of these.
RESPONSE_HEADERS = (
    "Allow, Content-Disposition, Deprecation, ETag, Last-Modified, Link, Location, RateLimit, RateLimit-Policy, "
    "Retry-After, Sunset, WWW-Authenticate"
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
