"""What the editor asks while somebody writes: sources by words, the short names of sources, a case's figures.

Answers are JSON. Who has no
session gets 401 and who may not change case studies 403, as JSON too, so that the page can say so and keep what was
typed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from casestudies.models import Figure, Source
from casestudies.publication.bibliography import csl_date_in_words, names_in_words
from casestudies.publication.csl import csl_item
from casestudies.publication.csl_label import short_label
from casestudies.queries.drafts import drafts_seen_by
from casestudies.queries.source_search import find_sources
from casestudies.queries.source_twins import Twins, is_address, plain_doi

MOST_RESULTS = 20
MOST_KEYS = 200

View = Callable[[HttpRequest], JsonResponse]


def urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """The addresses `admin:casestudies_cite_search`, `…_labels` and `…_figures`."""
    admin_site = model_admin.admin_site
    return [
        path("cite/search/", _for_editors(admin_site, search), name="casestudies_cite_search"),
        path("cite/labels/", _for_editors(admin_site, labels), name="casestudies_cite_labels"),
        path("cite/figures/", _for_editors(admin_site, figures), name="casestudies_cite_figures"),
    ]


def search(request: HttpRequest) -> JsonResponse:
    """`?q=words&case=id` -> `{"results": [source…], "more": bool}`; without words the case's references.

    An address or a DOI finds the source that has it, however it is written.
    """
    words = request.GET.get("q", "").strip()
    found = find_sources(words, case_id=_case_id(request))
    if is_address(words):
        twin = Twins.of_library().find({"url": words, "doi": plain_doi(words)})
        found = find_sources(twin[0] if twin else words, case_id=_case_id(request))
        found = found.filter(key=twin[0]) if twin else found
    found = found.prefetch_related("authors")
    sources = list(found[: MOST_RESULTS + 1])
    results = [_described(source) | {"reference": source.is_reference} for source in sources[:MOST_RESULTS]]
    return JsonResponse({"results": results, "more": len(sources) > MOST_RESULTS})


def labels(request: HttpRequest) -> JsonResponse:
    """`?keys=a,b` -> `{"labels": {"a": source}}`; a key that no source has is left out."""
    keys = [key for key in request.GET.get("keys", "").split(",") if key][:MOST_KEYS]
    sources = Source.objects.filter(key__in=keys).prefetch_related("authors")
    return JsonResponse({"labels": {source.key: _described(source) for source in sources}})


def figures(request: HttpRequest) -> JsonResponse:
    """`?case=id` -> `{"figures": [{"key", "kind", "caption", "alt", "picture"}]}` as last saved."""
    found = Figure.objects.filter(case_study=_case_id(request)).select_related("media")
    return JsonResponse(
        {
            "figures": [
                {
                    "key": figure.key,
                    "kind": figure.kind,
                    "caption": figure.caption,
                    "alt": figure.alt,
                    "picture": _picture(figure),
                }
                for figure in found
            ]
        }
    )


def _picture(figure: Figure) -> str:
    """The address of a picture for the desk; a draft's pictures have no public one."""
    return reverse("admin:casestudies_mediafile_raw", args=[figure.media.sha256]) if figure.media else ""


def _described(source: Source) -> dict[str, Any]:
    """A source as `{"key", "label", "title", "detail"}`; the detail tells who, where and when."""
    csl = csl_item(source)
    where = source.container_title or source.publisher
    detail = [names_in_words(csl.get("author", ())), where, csl_date_in_words(csl.get("issued"))]
    return {
        "key": source.key,
        "label": short_label(csl),
        "title": source.title,
        "detail": " · ".join(filter(None, detail)),
    }


def _case_id(request: HttpRequest) -> int | None:
    """The number of a case study, if this account may see it."""
    value = request.GET.get("case", "")
    known = value.isdecimal() and len(value) < 19 and drafts_seen_by(request.user).filter(pk=value).exists()
    return int(value) if known else None


def _for_editors(admin_site: AdminSite, view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest) -> JsonResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"error": "signed_out"}, status=401)
        if not admin_site.has_permission(request) or not request.user.has_perm("casestudies.change_casestudy"):
            return JsonResponse({"error": "not_allowed"}, status=403)
        return view(request)

    return never_cache(require_GET(guarded))
