"""Lets scripts of other sites read the API's answers: it serves public texts and knows no cookies."""

from django.http import HttpResponse

METHODS = "GET, HEAD, OPTIONS"
REQUEST_HEADERS = "Accept, Authorization, Content-Type, If-Match, If-None-Match"
# Without this list a script sees none of these.
RESPONSE_HEADERS = "Allow, ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After"
PREFLIGHT_SECONDS = "86400"


def share(response: HttpResponse) -> HttpResponse:
    """Allow any origin to read this answer."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = RESPONSE_HEADERS
    return response


def preflight() -> HttpResponse:
    """The answer to OPTIONS, whether a browser asks before a request or a person asks what is allowed."""
    response = HttpResponse(status=204)
    del response["Content-Type"]
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = REQUEST_HEADERS
    response["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
    return share(response)
