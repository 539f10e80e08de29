"""How every public page answers: read only, cacheable by anybody, and 304 when the reader has it already.

The ETag alone says so. There is no Last-Modified: a page changes with a new rendering and with the publication's
name, of which no date tells.
"""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from casestudies.build import build_digest
from casestudies.public.errors import method_not_allowed
from casestudies.public.languages import current

View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS")
# A reader who comes back asks again, so that a correction is seen at once; asking costs a row and answers 304.
CACHE_CONTROL = "public, no-cache"


def readable(view: View) -> View:
    """A page that is only read: other methods get our own 405, and no token is asked for."""

    @csrf_exempt
    @wraps(view)
    def reading(request: HttpRequest, **arguments) -> HttpResponseBase:
        if request.method not in READING:
            return method_not_allowed(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(READING)})
        return view(request, **arguments)

    return reading


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """A 304 (or 412) with its headers when the reader's copy is good; None when the page must be made."""
    request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)  # to be ignored where there is no date (RFC 9110, 13.1.4)
    answer = get_conditional_response(request, etag=etag)
    return with_validators(answer, etag) if answer else None


def page(template: str, context: dict, *, status: int = 200, etag: str = "") -> HttpResponse:
    """The page, made without the request, so that it cannot depend on who asks."""
    answer = HttpResponse(render_to_string(template, context), status=status)
    return with_validators(answer, etag)


def with_validators(answer: HttpResponse, etag: str = "") -> HttpResponse:
    answer.headers["Cache-Control"] = CACHE_CONTROL
    if etag:
        answer.headers["ETag"] = etag
    return answer


def etag_of(*parts: object) -> str:
    """A strong ETag over what the page is made of, the software that makes it, its language, the site's address."""
    about = (build_digest(), current(), settings.SITE_URL)
    digest = hashlib.sha256("\n".join((*about, *map(str, parts))).encode())
    return f'"{digest.hexdigest()[:32]}"'
