"""What every endpoint does: parameters checked, errors as problems, conditional requests, any origin."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from rest_framework.views import APIView

from casestudies.api.cross_origin import preflight, share
from casestudies.api.parameters import Parameter, read_parameters
from casestudies.api.problem_kinds import PRECONDITION_FAILED
from casestudies.api.problems import Problem

MEDIA_TYPE = "application/json"
# Stored by anyone, but asked about each time: a correction reaches every copy, and an unchanged answer costs one row.
CACHING = "public, no-cache"


class ApiView(APIView):
    """`query` names the parameters that an endpoint understands; `self.given` holds those that were given.

    None for `query` leaves parameters unread.
    """

    query: Mapping[str, Parameter] | None = {}

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.given: dict[str, Any] = {}
        if request.method != "OPTIONS" and self.query is not None:
            self.given = read_parameters(request.query_params, self.query)

    def options(self, request, *args, **kwargs):
        return preflight()

    def finalize_response(self, request, response, *args, **kwargs):
        response = share(super().finalize_response(request, response, *args, **kwargs))
        response.headers.setdefault("Cache-Control", CACHING)
        patch_vary_headers(response, ["Accept"])
        return response


def unchanged(request, headers: Mapping[str, str]) -> HttpResponse | None:
    """304 when the client has this state already, None when it needs the answer. Raises Problem for 412.

    `headers` are the answer's own, `ETag` among them. No date is a validator: an answer changes with a new rendering
    and with the publication's name, of which no date tells.
    """
    request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)  # to be ignored where there is no date (RFC 9110, 13.1.4)
    response = get_conditional_response(request, etag=headers["ETag"])
    if response is None:
        return None
    if response.status_code == PRECONDITION_FAILED.status:
        raise Problem(PRECONDITION_FAILED, f"The ETag of this resource is now {headers['ETag']}.")
    for name, value in headers.items():
        response[name] = value
    return response


def links(**by_relation: str) -> str:
    """A Link header; underscores in relation names stand for hyphens."""
    return ", ".join(f'<{url}>; rel="{name.replace("_", "-")}"' for name, url in by_relation.items() if url)


def answer(text: str, headers: Mapping[str, str]) -> HttpResponse:
    """JSON that is text already."""
    return HttpResponse(text, content_type=MEDIA_TYPE, headers=dict(headers))
