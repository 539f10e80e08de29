"""The readiness panel: what blocks publication and what to look at, each leading to its field."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from casestudies.actions.publication_checks import blocking
from casestudies.admin.places import Places
from casestudies.admin.seen import seen_case
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.evidence import evidence_of
from casestudies.readiness import warning_groups

TEMPLATE = "admin/casestudies/panels/readiness.html"


def urls(model_admin):
    view = model_admin.admin_site.admin_view(never_cache(require_GET(panel)))
    return [path("<int:pk>/readiness/", view, name="casestudies_casestudy_readiness")]


def panel_context(request, obj, snapshot):
    """`readiness_blockers` and `readiness_groups` of warnings. A constant number of queries."""
    places = Places(obj, snapshot.document, request.user)
    blockers = places.rows(blocking(obj, snapshot))
    groups = places.groups(warning_groups(snapshot.document, evidence_of(obj)))
    return {
        "readiness_blockers": blockers,
        "readiness_groups": groups,
        "readiness_warnings": sum(len(group["problems"]) for group in groups),
        "badge": badge(len(blockers)),
    }


def badge(count):
    return ngettext("%(count)s to fix", "%(count)s to fix", count) % {"count": count} if count else _("Ready")


def panel(request, pk):
    """The panel of the draft as last saved, as a piece of HTML; its badge stands in `data-readiness`."""
    draft = seen_case(request, pk)
    context = panel_context(request, draft, take_snapshot(draft))
    return HttpResponse(render_to_string(TEMPLATE, context | {"original": draft}, request=request))
