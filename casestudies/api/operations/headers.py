"""Describes for OpenAPI the headers that any endpoint answers with. What one alone sends stands with the endpoint."""

from typing import Any

from casestudies.api.cross_origin import RESPONSE_HEADERS
from casestudies.api.schemas.words import Schema, text

# By the first digit or the whole of the status. None is promised with every answer: a proxy may answer in our place.
HEADERS: dict[str, tuple[str, str, Schema]] = {
    "Allow": ("2 3 4 5", "The methods that the address knows.", text(examples=["GET, HEAD, OPTIONS"])),
    "Cache-Control": ("2 3 4 5", "Who may keep the answer. Errors that may pass are kept by nobody.", text()),
    "Vary": ("2 3 4 5", "The headers of the request that the answer depends on.", text()),
    "Access-Control-Allow-Origin": ("2 3 4 5", "Always `*`.", text(const="*")),
    "Access-Control-Expose-Headers": (
        "2 3 4 5",
        "The headers that scripts of other sites may read.",
        text(examples=[RESPONSE_HEADERS]),
    ),
    "RateLimit-Policy": (
        "2 3 4 5",
        "The limits that hold for you: how many requests in how many seconds.",
        text(examples=['"burst";q=600;w=60, "daily";q=50000;w=86400']),
    ),
    "RateLimit": (
        "2 3 4 5",
        "How many requests are left of each, and in how many seconds they are full again.",
        text(examples=['"burst";r=599;t=60, "daily";r=49210;t=33120']),
    ),
    "Retry-After": ("429", "In how many seconds to ask again.", text(pattern="^[0-9]+$", examples=["30"])),
    "WWW-Authenticate": (
        "401 403",
        "What is wrong with the key (RFC 6750).",
        text(examples=['Bearer error="invalid_token"']),
    ),
    "Deprecation": (
        "2 3 4",
        "Since when what you ask for is on its way out, in seconds since 1970 (RFC 9745); only where it is.",
        text(pattern="^@[0-9]+$", examples=["@1803859200"]),
    ),
    "Sunset": (
        "2 3 4",
        "When it stops (RFC 8594); only once that is decided.",
        text(pattern="^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$"),
    ),
    "Link": ("2 3 4", "With `Deprecation`: where to read what to use instead, as `deprecation`.", text()),
}


def components() -> dict[str, Any]:
    """Each of them once, for the answers to refer to."""
    return {name: {"description": words, "schema": schema} for name, (_, words, schema) in HEADERS.items()}


def add_headers(status: str, answer: dict[str, Any]) -> None:
    """Add to an answer's description what is said nowhere else of its headers."""
    described = answer.setdefault("headers", {})
    for name, (where, _, _) in HEADERS.items():
        if status[0] in where.split() or status in where.split():
            described.setdefault(name, {"$ref": f"#/components/headers/{name}"})
