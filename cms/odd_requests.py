"""What a request that no browser of ours sends may not do: fail at the desk, or make a public page set a cookie."""

import logging
from collections.abc import Callable

from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from cms.error_pages import bad_request
from cms.logs import SECRET_PATH

logger = logging.getLogger(__name__)

DESK = "/admin/"
NULL = "\0"
SEARCH = "q"  # a search by words drops what nobody can have written


class PrivateAddressesAreKeptByNobody:
    """An address that is itself a key is kept by no cache and named to nobody, whoever answers it, and whatever.

    The pages say so themselves; a redirect to the same address with a slash is made before any of them is asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if SECRET_PATH.search(request.path_info) and "no-store" not in answer.headers.get("Cache-Control", ""):
            answer.headers["Cache-Control"] = "no-store, private"
            answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


class NewTokenOnlyWhereAsked:
    """Comes after Django's CSRF middleware, which answers a malformed token with a new one, on whatever page.

    Public pages are stored by shared caches, and would hand one reader's token to the next. A page with a form still
    makes its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", False):
            request.META.pop("CSRF_COOKIE", None)
        return self.get_response(request)


class SessionOnlyWhereAsked(SessionMiddleware):
    """Django's takes back a cookie that can be no session's, on whatever page; this one only where a page looked."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer as it is, where nobody asked for the session."""
        session = getattr(request, "session", None)
        if session is None or not (session.accessed or session.modified):
            return response
        return super().process_response(request, response)


class NoNullBytes:
    """Answers 400 where the desk would look for a null byte in the database: PostgreSQL holds none and fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(DESK) and _has_null(request):
            # Raised, it would be logged as a fault of ours, with a traceback.
            logger.warning("Refused a null byte in the address or in a cookie: %s", request.path_info)
            return bad_request(request, SuspiciousOperation())
        return self.get_response(request)


def _has_null(request: HttpRequest) -> bool:
    given = (text for name, values in request.GET.lists() if name != SEARCH for text in (name, *values))
    return any(NULL in text for text in (request.path_info, *request.COOKIES.values(), *given))
