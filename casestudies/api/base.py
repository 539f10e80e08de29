"""What every endpoint does: parameters checked, errors as problems, conditional requests, any origin."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_etags, parse_http_date
from rest_framework.views import APIView

from casestudies.api.authorization import require_scope
from casestudies.api.cross_origin import preflight, share
from casestudies.api.deprecations import DEPRECATED, headers_of
from casestudies.api.negotiation import JSON, ByAccept, Format
from casestudies.api.parameters import Parameter, read_parameters
from casestudies.api.problem_kinds import BAD_REQUEST, PRECONDITION_FAILED, SANDBOX
from casestudies.api.problems import Problem
from casestudies.enums import Scope
from casestudies.queries.callers import ANONYMOUS, Caller

MEDIA_TYPE = "application/json"
# Stored by anyone, but asked about each time: a correction reaches every copy, and an unchanged answer costs one row.
CACHING = "public, no-cache"
PRIVATE = "private, no-cache"
PRECONDITIONS = ("If-Match", "If-None-Match", "If-Unmodified-Since")


class ApiView(APIView):
    """`query` names the parameters that an endpoint understands; `self.given` holds those that were given.

    None for `query` leaves parameters unread. `scope` is what a key needs here: without one, 401; without the scope,
    403. With `is_public`, who has no key may come in too. `self.caller` says who asks, `self.now` when.
    """

    query: Mapping[str, Parameter] | None = {}
    formats: Sequence[Format] = (JSON,)
    content_negotiation_class = ByAccept
    scope: Scope | None = None
    is_public = False
    caller: Caller = ANONYMOUS
    # Whether its queries know of the sandbox. Where they do not, a sandbox key is refused: it never meets a row.
    has_samples = False
    # Whether a sandbox key may send changes too: they are checked and answered, and change nothing.
    can_be_tried = False

    def initial(self, request, *args, **kwargs):
        self.now = timezone.now()
        self.caller = getattr(request, "caller", ANONYMOUS)  # as the gate says
        super().initial(request, *args, **kwargs)
        if self.scope is not None and request.method != "OPTIONS":
            require_scope(self.caller, self.scope, or_nobody=self.is_public)
        if self.caller.is_sandbox and request.method != "OPTIONS":
            if not self.has_samples:
                raise Problem(SANDBOX, "There are no samples at this address, so a sandbox key reads nothing here.")
            if request.method not in ("GET", "HEAD") and not self.can_be_tried:
                raise Problem(SANDBOX, "A sandbox key changes nothing.")
        if request.method in self.allowed_methods:
            refuse_preconditions(request)
        self.given: dict[str, Any] = {}
        if request.method != "OPTIONS" and self.query is not None:
            self.given = read_parameters(request.query_params, self.query)

    def get_renderers(self):
        """The formats that are offered; where the address or `format` names one, that one alone."""
        ending = getattr(self, "kwargs", {}).get("ending", "")
        named = getattr(self.request, "GET", {}).get("format", "")
        chosen = [one for one in self.formats if (one.ending == ending if ending else one.name == named)]
        return chosen or list(self.formats)

    def perform_content_negotiation(self, request, force=False):
        """What the address names is meant, whatever a browser says that it accepts."""
        offered = self.get_renderers()
        if len(offered) == 1 < len(self.formats):
            return offered[0], offered[0].media_type
        return super().perform_content_negotiation(request, force)

    @property
    def chosen_format(self) -> Format:
        return self.request.accepted_renderer

    def options(self, request, *args, **kwargs):
        return preflight(self.allowed_methods)

    def finalize_response(self, request, response, *args, **kwargs):
        response = share(super().finalize_response(request, response, *args, **kwargs))
        # What a key opens is for its holder; without one, anybody may store what anybody is given.
        response.headers.setdefault("Cache-Control", CACHING if self.caller.is_anonymous else PRIVATE)
        if response["Cache-Control"] == "no-cache" and not self.caller.is_anonymous:  # 410
            response["Cache-Control"] = PRIVATE
        patch_vary_headers(response, ["Accept", "Authorization"])
        if response.status_code == 204:
            del response["Content-Type"]
        match = request.resolver_match
        for name, value in headers_of(match.url_name or "", request.GET, DEPRECATED).items() if match else ():
            response[name] = f"{response[name]}, {value}" if name in response else value
        return response


def refuse_preconditions(request) -> None:
    """Raises Problem for a condition that would be passed over: of a change, or one that names nothing."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        for name in PRECONDITIONS:
            if name in request.headers:
                raise Problem(BAD_REQUEST, f"Leave out the header “{name}”: changes are made here under no condition.")
    elif "If-Match" in request.headers and not parse_etags(request.headers["If-Match"]):
        raise Problem(BAD_REQUEST, "The header “If-Match” names no ETag. One stands in double quotes.")


def unchanged(request, headers: Mapping[str, str]) -> HttpResponse | None:
    """304 when the client has this state already, None when it needs the answer. Raises Problem for 412.

    `headers` are the answer's own: `ETag`, and `Last-Modified` where there is a date that tells of every change. The
    date is asked only where the request names no ETag (RFC 9110, 13.2.2).
    """
    last = parse_http_date(headers["Last-Modified"]) if "Last-Modified" in headers else None
    if last is None:
        request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)  # to be ignored where there is no date (RFC 9110, 13.1.4)
    response = get_conditional_response(request, etag=headers["ETag"], last_modified=last)
    if response is None:
        return None
    if response.status_code == PRECONDITION_FAILED.status:
        raise Problem(PRECONDITION_FAILED, f"The ETag of this resource is {headers['ETag']}.")
    for name, value in headers.items():
        response[name] = value
    return response


def links(**by_relation: str) -> str:
    """A Link header; underscores in relation names stand for hyphens."""
    return ", ".join(f'<{url}>; rel="{name.replace("_", "-")}"' for name, url in by_relation.items() if url)


def answer(text: str, headers: Mapping[str, str], content_type: str = MEDIA_TYPE) -> HttpResponse:
    """What is text already; JSON unless it is said to be something else."""
    return HttpResponse(text, content_type=content_type, headers=dict(headers))
