"""The addresses under the list of sources: name your module's `urls(model_admin)` in MODULES."""

from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from casestudies.admin import source_deleted, source_import, source_link, source_merge
from casestudies.models import Source
from casestudies.queries.source_twins import merged_into

MODULES = [source_import, source_merge, source_deleted, source_link]


def source_urls(model_admin):
    def with_key(request, key):
        """Leads to the source that citations know by this key, or that took its place."""
        if not model_admin.has_view_or_change_permission(request):
            raise Http404
        source = Source.objects.filter(key=key).first() or merged_into(key)
        if source is None:
            raise Http404(_("There is no such source."))
        return HttpResponseRedirect(reverse("admin:casestudies_source_change", args=[source.pk]))

    wrap = model_admin.admin_site.admin_view
    own = [path("with-key/<str:key>/", wrap(with_key), name="casestudies_source_with_key")]
    return [*own, *(pattern for module in MODULES for pattern in module.urls(model_admin))]
