"""Sends what went wrong to the door whose address it was: a problem document to partners, a page to readers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from casestudies.admin.together.sign_in import DESK, token_refused
from casestudies.api import problems
from casestudies.public import errors


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _door(request, problems.bad_request, errors.bad_request)(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _door(request, problems.permission_denied, errors.forbidden)(request, exception)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For CSRF_FAILURE_VIEW: a form that was sent without its token, or with an old one."""
    given_back = token_refused(request) if request.path_info.startswith(DESK) else None
    if given_back is not None:
        return given_back
    return _door(request, problems.permission_denied, errors.stale_form)(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _door(request, problems.not_found, errors.not_found)(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return _door(request, problems.server_error, errors.server_error)(request)


def _door(
    request: HttpRequest, partner: Callable[..., HttpResponse], reader: Callable[..., HttpResponse]
) -> Callable[..., HttpResponse]:
    return partner if problems.is_api(request) else reader
