"""Documentation for people: an introduction, the reference, a page for each problem."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from casestudies.api.addresses import API, LIST, OPENAPI, absolute
from casestudies.api.envelope import quoted_digest
from casestudies.api.problem_kinds import KINDS, METHOD_NOT_ALLOWED
from casestudies.api.problems import not_found, problem_response
from casestudies.queries.publication import publication


@method_decorator(csrf_exempt, name="dispatch")
class DocumentationPage(TemplateView):
    """A page of the site about the API. Anyone may store it; it is asked about each time."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            publication=publication(),
            api=absolute(API),
            list_url=absolute(LIST),
            openapi_url=OPENAPI,
            canonical_url=absolute(self.request.path),
            site_url=settings.SITE_URL,
            **kwargs,
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Http404:
            return not_found(request)
        if response.status_code != 200 or request.method == "OPTIONS":
            return response
        response.render()
        response["ETag"] = quoted_digest(response.content.decode())
        response["Cache-Control"] = "public, no-cache"
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = ", ".join(self._allowed_methods())
        detail = f"This address does not answer {request.method}. It answers {allowed}."
        response = problem_response(request, METHOD_NOT_ALLOWED, detail)
        response["Allow"] = allowed
        return response


class Introduction(DocumentationPage):
    template_name = "api/introduction.html"


class Reference(DocumentationPage):
    template_name = "api/reference.html"


class ProblemIndex(DocumentationPage):
    template_name = "api/problems.html"
    extra_context = {"kinds": KINDS.values()}


class ProblemPage(DocumentationPage):
    template_name = "api/problem.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = KINDS.get(self.kwargs["name"])
        if kind is None:
            raise Http404
        return super().get_context_data(kind=kind, **kwargs)
