"""The pages for what went wrong: each says what happened in a sentence, and offers search."""

from types import SimpleNamespace

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from casestudies.queries.publication import publication

# Bytes: four times what the longest report takes, written as an address is.
LARGEST_BODY = 256 * 1024


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("There is no page at this address. It may have been mistyped, or it was never here.")
    return _page(404, _("Page not found"), sentence)


def nothing_listed() -> HttpResponse:
    """The same whatever the address names, so that it tells nothing of what was never published."""
    sentence = _(
        "No case study here names this in its current edition. One may have done so in an earlier edition, "
        "or was withdrawn."
    )
    return _page(404, _("Nothing to list"), sentence)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(400, _("Request not understood"), _("The request was not one that this site can read."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(403, _("Not allowed"), _("This address does not take that request."))


def stale_form(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "The page was opened before you last signed in or out. Go back, copy what you typed, and load it again."
    )
    return _page(403, _("The form was not accepted"), sentence)


def gone(number: int | None = None) -> HttpResponse:
    """For a text that was removed for a legal reason; `number`: of the edition."""
    if number is None:
        sentence = _("The text was removed for a legal reason. Its number and its digest stay on record.")
    else:
        words = _(
            "The text of edition %(number)s was removed for a legal reason. Its number and its digest stay on record."
        )
        sentence = words % {"number": number}
    return _page(410, _("Text removed"), sentence)


def withdrawn() -> HttpResponse:
    sentence = _("What was at this address went with the text. The case study’s own page says when and why.")
    return _page(410, _("This case study was withdrawn"), sentence)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    answer = _page(405, _("Read only"), _("Pages of this site can be read, not written to."))
    answer.headers["Allow"] = "GET, HEAD, OPTIONS"
    return answer


def too_large(request: HttpRequest) -> HttpResponse | None:
    """The answer to a body larger than any form here; None for one that may be read.

    Reading it would put every file within it on the disk, of whatever size, for whoever sends it.
    """
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and len(length) < 10 and int(length) <= LARGEST_BODY:
        return None
    return _page(
        413, _("Too large"), _("What was sent is larger than any form on this site. Shorten it and send it again.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, which may be what failed."""
    sentence = _("Something failed on our side, and it was recorded. Trying again in a minute may help.")
    return _page(500, _("This page could not be made"), sentence, name=settings.SITE_NAME)


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
