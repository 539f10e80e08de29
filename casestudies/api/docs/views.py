"""Documentation for people: its pages in one frame, the reference, a page for each problem, scripts to take along."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from casestudies.api.addresses import API, DOCS, LIST, OPENAPI, absolute
from casestudies.api.docs.code import with_boxes
from casestudies.api.docs.facts import facts
from casestudies.api.docs.pages import groups, neighbours, page_called
from casestudies.api.envelope import quoted_digest
from casestudies.api.problem_kinds import KINDS, METHOD_NOT_ALLOWED
from casestudies.api.problems import not_found, problem_response
from casestudies.queries.example_case import Example, example_case
from casestudies.queries.publication import publication

HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)


@method_decorator(csrf_exempt, name="dispatch")
class DocumentationPage(TemplateView):
    """A page of the site about the API. Anyone may store it; it is asked about each time."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            publication=publication(),
            canonical_url=absolute(self.request.path),
            groups=groups(),
            **addresses(),
            **kwargs,
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Http404:
            return not_found(request)
        if response.status_code != 200 or request.method == "OPTIONS":
            return response
        if hasattr(response, "render"):
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


class Article(DocumentationPage):
    """One of the pages that pages.py lists."""

    template_name = "api/article.html"

    def get_context_data(self, name: str = "", **kwargs: Any) -> dict[str, Any]:
        page = page_called(name)
        if page is None:
            raise Http404
        context = super().get_context_data(page=page, **kwargs)
        text = with_boxes(render_to_string(page.template, context | facts() | examples()), page.title)
        before, after = neighbours(page)
        contents = [(anchor, mark_safe(strip_tags(heading))) for anchor, heading in HEADING.findall(text)]
        return context | {"text": text, "contents": contents, "before": before, "after": after}


class Script(DocumentationPage):
    """A script that a page of the documentation shows, to take along."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        try:
            text = render_to_string(f"api/scripts/{name}.py", addresses())
        except TemplateDoesNotExist:
            raise Http404 from None
        return HttpResponse(text, content_type="text/x-python; charset=utf-8")


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


def addresses() -> dict[str, str]:
    """What the pages and the scripts name: this site's own addresses."""
    return {
        "api": absolute(API),
        "list_url": absolute(LIST),
        "openapi_url": OPENAPI,
        "docs_url": DOCS,
        "site_url": settings.SITE_URL,
    }


def examples() -> dict[str, Any]:
    """What the commands on the pages name: something that is there, or where nothing is yet a name to be replaced."""
    found = example_case()
    named = found or Example("a-case-study", 1, "")
    return {
        "has_example": found is not None,
        "example_slug": named.slug,
        "example_edition": named.edition,
        "example_source": named.source or "a-source",
    }
