"""Where every request to the API comes in: who asks, how much is left of their limits, and what the answer is charged.

It stands before all that may refuse a request, so that what Django itself answers is counted and headed too. The pages
of the documentation are for reading, and open to all.
"""

from collections.abc import Callable, Iterable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casestudies.actions.count_request import count_request, note_use
from casestudies.api.addresses import DOCS
from casestudies.api.authorization import caller_from, refuse_key_in_address
from casestudies.api.problem_kinds import BAD_REQUEST, QUOTA_EXCEEDED
from casestudies.api.problems import Problem, answer_problem, is_api
from casestudies.limits.addresses import network_of
from casestudies.limits.allowance import Standing, Window
from casestudies.queries.callers import ANONYMOUS

LENGTHS = {"burst": "minute", "daily": "day"}


class Gate:
    """Gives the request `caller` and `standing` (None where it is not counted)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request) or request.path_info.startswith(DOCS) or request.method == "OPTIONS":
            return self.get_response(request)
        now = timezone.now()
        response = self._answer(request)
        note_use(request.caller.key_id, is_error=response.status_code >= 400, size=_size(response), now=now)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        request.caller, refusal = ANONYMOUS, None
        try:
            refuse_key_in_address(request)
            request.caller = caller_from(request, now)
        except Problem as problem:
            refusal = problem  # a key that opens nothing is charged to the address that sent it
        except SuspiciousOperation as error:  # more parameters than are read
            refusal = Problem(BAD_REQUEST, str(error))
        standing = request.standing = count_request(request.caller, network_of(request.META), now=now)
        if standing and not standing.is_admitted:
            refusal = too_many(standing)
        response = answer_problem(request, refusal) if refusal else self.get_response(request)
        if standing:
            for name, value in headers_of(standing).items():
                response.setdefault(name, value)  # a sample of a problem has its own
        return response


def too_many(standing: Standing) -> Problem:
    """Says which window is full, and when to come again."""
    exceeded = standing.exceeded
    detail = f"{_listed(exceeded)}. Ask again in {standing.retry_after} seconds."
    return Problem(
        QUOTA_EXCEEDED,
        detail,
        members={"violated-policies": [window.name for window in exceeded]},
        headers={"Retry-After": str(standing.retry_after), **headers_of(standing)},
    )


def headers_of(standing: Standing) -> dict[str, str]:
    policies = (f'"{window.name}";q={window.quota};w={window.length}' for window in standing.windows)
    left = (f'"{window.name}";r={window.left};t={window.seconds}' for window in standing.windows)
    return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}


def _listed(windows: Iterable[Window]) -> str:
    return " and ".join(f"All {window.quota:,} requests of this {LENGTHS[window.name]} are used" for window in windows)


def _size(response: HttpResponse) -> int:
    return 0 if response.streaming else len(response.content)
