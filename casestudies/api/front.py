"""The addresses around the endpoints: the API's root, its OpenAPI description, and every address that is none."""

import difflib
import json
from functools import cache

from django.http import HttpResponsePermanentRedirect
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

from casestudies.api.addresses import (
    API,
    CHANGELOG,
    CHANGES,
    DELIVERIES,
    DOCS,
    ENDPOINTS,
    HOLDINGS,
    KEYS,
    LIST,
    ME,
    OPENAPI,
    RELEASES,
    SAMPLE_KEYS,
    absolute,
)
from casestudies.api.base import ApiView, answer, unchanged
from casestudies.api.envelope import quoted_digest, to_json
from casestudies.api.operations.cases import document_root
from casestudies.api.problem_kinds import NOT_FOUND
from casestudies.api.problems import Problem

SHARED = ("topics", "parties", "sources", "instruments", "frameworks", "classifications")
# Every address that can be asked for without knowing another before.
ENTRANCES = {
    "case_studies": LIST,
    "changes": CHANGES,
    **{name: f"{API}{name}/" for name in SHARED},
    "me": ME,
    "holdings": HOLDINGS,
    "releases": RELEASES,
    "webhook_endpoints": ENDPOINTS,
    "webhook_deliveries": DELIVERIES,
    "signing_keys": KEYS,
    "sample_signing_keys": SAMPLE_KEYS,
    "openapi": OPENAPI,
    "documentation": DOCS,
    "reference": f"{DOCS}reference/",
    "problems": f"{DOCS}problems/",
    "changelog": CHANGELOG,
}


class Root(ApiView):
    has_samples = True

    @document_root
    def get(self, request):
        body = to_json({name: absolute(path) for name, path in ENTRANCES.items()})
        headers = {"ETag": quoted_digest(body)}
        return unchanged(request, headers) or answer(body, headers)


class OpenApi(ApiView):
    """The description of this API. Made once a process: it depends on nothing but the code and the settings."""

    schema = None
    has_samples = True

    def get(self, request):
        body = openapi_text()
        headers = {"ETag": quoted_digest(body)}
        return unchanged(request, headers) or answer(body, headers)


class Nowhere(ApiView):
    """Every other address: a redirect where only the last slash is missing, otherwise a problem."""

    schema = None
    has_samples = True
    query = None

    def perform_content_negotiation(self, request, force=False):
        return super().perform_content_negotiation(request, force=True)

    @property
    def default_response_headers(self):
        return {}

    def get(self, request, rest):
        if (
            request.method in ("GET", "HEAD")
            and getattr(resolve(f"{request.path_info}/").func, "cls", None) is not Nowhere
        ):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{request.path}/{'?' if query else ''}{query}")
        near = difflib.get_close_matches(request.path[:200], ENTRANCES.values(), n=1, cutoff=0.8)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise Problem(NOT_FOUND, f"{NOT_FOUND.meaning}{hint}")

    post = put = patch = delete = trace = http_method_not_allowed = get


@cache
def openapi_text() -> str:
    return json.dumps(SchemaGenerator().get_schema(request=None, public=True), ensure_ascii=False, indent=1)
