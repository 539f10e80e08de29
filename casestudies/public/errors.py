"""The pages for what went wrong: each says what happened in a sentence, and offers search."""

from types import SimpleNamespace

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from casestudies.queries.publication import publication

# Bytes: four times what the longest report takes, written as an address is.
LARGEST_BODY = 256 * 1024


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = "There is no page at this address. It may have been mistyped, or it was never here."
    return _page(404, "Page not found", sentence)


def nothing_listed() -> HttpResponse:
    """The same whatever the address names, so that it tells nothing of what was never published."""
    sentence = (
        "No case study here names this in its current edition. One may have done so in an earlier edition, "
        "or was withdrawn."
    )
    return _page(404, "Nothing to list", sentence)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(400, "Request not understood", "The request was not one that this site can read.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(403, "Not allowed", "This address does not take that request.")


def stale_form(request: HttpRequest) -> HttpResponse:
    sentence = "The page was opened before you last signed in or out. Go back, copy what you typed, and load it again."
    return _page(403, "The form was not accepted", sentence)


def gone(sentence: str) -> HttpResponse:
    return _page(410, "Text removed", f"{sentence} Its number and its digest stay on record.")


def withdrawn() -> HttpResponse:
    sentence = "What was at this address went with the text. The case study’s own page says when and why."
    return _page(410, "This case study was withdrawn", sentence)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    answer = _page(405, "Read only", "Pages of this site can be read, not written to.")
    answer.headers["Allow"] = "GET, HEAD, OPTIONS"
    return answer


def too_large(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body larger than any form here; None for one that may be read.

    Reading it would put every file within it on the disk, of whatever size, for whoever sends it.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and len(length) < 10 and int(length) <= LARGEST_BODY:
        return None
    return _page(413, "Too large", "What was sent is larger than any form on this site. Shorten it and send it again.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, which may be what failed."""
    sentence = "Something failed on our side, and it was recorded. Trying again in a minute may help."
    return _page(500, "This page could not be made", sentence, name=settings.SITE_NAME)


def _page(status: int, heading: str, sentence: str, *, name: str = "") -> HttpResponse:
    context = {
        "publication": SimpleNamespace(name=name) if name else _publication(),
        "status": status,
        "heading": heading,
        "sentence": sentence,
        "noindex": True,
    }
    answer = HttpResponse(render_to_string("public/error.html", context), status=status)
    answer.headers["Cache-Control"] = "no-store" if status >= 500 else "public, no-cache"
    return answer


def _publication() -> object:
    try:
        return publication()
    except DatabaseError:
        return SimpleNamespace(name=settings.SITE_NAME)
