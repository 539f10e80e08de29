"""The addresses under the list of sources: name your module's `urls(model_admin)` in MODULES."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from casestudies.admin import source_import
from casestudies.models import Source

MODULES = [source_import]


def source_urls(model_admin):
    def with_key(request, key):
        """Leads to the source that citations know by this key."""
        if not model_admin.has_view_or_change_permission(request):
            raise Http404
        source = get_object_or_404(Source, key=key)
        return HttpResponseRedirect(reverse("admin:casestudies_source_change", args=[source.pk]))

    wrap = model_admin.admin_site.admin_view
    own = [path("with-key/<str:key>/", wrap(with_key), name="casestudies_source_with_key")]
    return [*own, *(pattern for module in MODULES for pattern in module.urls(model_admin))]
