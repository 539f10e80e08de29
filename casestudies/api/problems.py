"""Errors as problem details (RFC 9457): the answer, the exception that asks for it, and Django's error handlers."""

import json
import logging
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from casestudies.api import problem_kinds as kinds
from casestudies.api.addresses import problem_type
from casestudies.api.cross_origin import share
from casestudies.api.problem_kinds import ProblemKind

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"

KIND_OF_STATUS = {
    400: kinds.BAD_REQUEST,
    401: kinds.KEY_REQUIRED,
    403: kinds.FORBIDDEN,
    404: kinds.NOT_FOUND,
    405: kinds.METHOD_NOT_ALLOWED,
    406: kinds.NOT_ACCEPTABLE,
    413: kinds.TOO_LARGE,
    412: kinds.PRECONDITION_FAILED,
    415: kinds.UNSUPPORTED_MEDIA_TYPE,
    429: kinds.QUOTA_EXCEEDED,
}


class Problem(Exception):
    """Raised by a view to answer with a problem.

    `members` are the problem's own (`tombstone`); `errors` is `[{"parameter": name, "detail": sentence, …}]`, with
    `pointer` in the place of `parameter` for a member of the body.
    """

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = {**({"errors": list(errors)} if errors else {}), **(members or {})}


def answer_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer that a problem asks for."""
    response = problem_response(request, problem.kind, problem.detail, members=problem.members)
    for name, value in problem.headers.items():
        response[name] = value
    return response


def problem_response(
    request: HttpRequest,
    kind: ProblemKind,
    detail: str = "",
    *,
    status: int = 0,
    members: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The answer for a problem of `kind` with this request."""
    status = status or kind.status
    body = problem_body(kind, detail or kind.meaning, quote(request.path), status=status, members=members)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA_TYPE, status=status)
    response["Cache-Control"] = "no-cache" if status == HTTPStatus.GONE else "no-store"
    return share(response)


def problem_body(
    kind: ProblemKind, detail: str, instance: str, *, status: int = 0, members: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The members of a problem of `kind` at the path `instance`."""
    return {
        "type": kind.type_address or problem_type(kind.name),
        "title": kind.title,
        "status": status or kind.status,
        "detail": detail,
        "instance": instance,
        **(members or {}),
    }


def answer_exception(exc: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """The REST framework's exception handler. None for a fault of ours: Django logs it, `server_error` answers."""
    request: HttpRequest = context["request"]
    match exc:
        case Problem():
            return answer_problem(request, exc)
        case Http404():
            return problem_response(request, kinds.NOT_FOUND)
        case PermissionDenied():
            return problem_response(request, kinds.FORBIDDEN)
        case SuspiciousOperation():
            return bad_request(request, exc)
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(context["view"].allowed_methods)
            detail = f"This address does not answer {request.method}. It answers {allowed}."
            return problem_response(request, kinds.METHOD_NOT_ALLOWED, detail)
        case exceptions.NotAcceptable():
            offered = " or ".join(renderer.media_type for renderer in context["view"].get_renderers())
            detail = f"This address answers in {offered}; the header “Accept” of this request leaves it out."
            return problem_response(request, kinds.NOT_ACCEPTABLE, detail)
        case exceptions.UnsupportedMediaType():
            return problem_response(request, kinds.UNSUPPORTED_MEDIA_TYPE, only_json(request.content_type or ""))
        case exceptions.APIException():
            kind = KIND_OF_STATUS.get(exc.status_code, kinds.BAD_REQUEST)
            return problem_response(request, kind, str(exc.detail), status=exc.status_code)
    return None


def only_json(given: str) -> str:
    """Why a body of another type is not read."""
    said = f"says “{given[:80]}”" if given else "is missing"
    return f"The API reads “application/json”, and the header “Content-Type” of this request {said}."


def is_api(request: HttpRequest) -> bool:
    """Whether the address belongs to this door, so that its errors are problems and not pages."""
    return f"{request.path_info}/".startswith(PREFIX)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For handler400: what Django refuses by itself, as far as a client can do something about it."""
    match exception:
        case RequestDataTooBig():
            return problem_response(request, kinds.TOO_LARGE)
        case TooManyFieldsSent():
            return problem_response(request, kinds.BAD_REQUEST, "The request has more parameters than can be read.")
        case DisallowedHost():
            return problem_response(request, kinds.BAD_REQUEST, "The header “Host” names no host of this site.")
    return problem_response(request, kinds.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For handler403."""
    return problem_response(request, kinds.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For handler404."""
    return problem_response(request, kinds.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """For handler500. Says nothing of the fault but a reference: the log has both."""
    reference = uuid.uuid4().hex[:12]
    logger.error("Internal error %s at %s", reference, request.path)
    return problem_response(request, kinds.INTERNAL_ERROR, members={"reference": reference})
