"""The readiness panel: what blocks publication and what to look at, each leading to its field."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from casestudies.admin.judged import judged
from casestudies.admin.places import Places
from casestudies.admin.preview.typed_draft import typed_draft
from casestudies.admin.preview.typed_rows import rows_of
from casestudies.admin.seen import seen_case
from casestudies.models import WorkingCopy
from casestudies.publication.snapshot import document_of, take_snapshot
from casestudies.queries.evidence import evidence_of
from casestudies.readiness import blockers, warning_groups

TEMPLATE = "admin/casestudies/panels/readiness.html"


def urls(model_admin):
    view = model_admin.admin_site.admin_view(never_cache(require_GET(panel)))
    return [path("<int:pk>/readiness/", view, name="casestudies_casestudy_readiness")]


def panel_context(request, obj, snapshot):
    """`readiness_blockers` and `readiness_groups` of warnings. A constant number of queries."""
    places = Places(obj, snapshot.document, request.user)
    found = shown(places, snapshot.document, *judged(request, obj, snapshot))
    return found | {"badge": badge(len(found["readiness_blockers"]))}


def shown(places, document, problems, evidence):
    return {
        "readiness_blockers": places.rows(problems),
        "readiness_groups": places.groups(warning_groups(document, evidence)),
    }


def badge(count):
    return ngettext("%(count)s to fix", "%(count)s to fix", count) % {"count": count} if count else _("Ready")


def panel(request, pk):
    """The panel as a piece of HTML, of what this person typed and did not save, or else of the draft as last saved."""
    draft = seen_case(request, pk)
    copy = WorkingCopy.objects.filter(case_study=draft, account=request.user).first()
    context = (
        typed_context(request, draft, copy.fields) if copy else panel_context(request, draft, take_snapshot(draft))
    )
    return HttpResponse(render_to_string(TEMPLATE, context | {"original": draft}, request=request))


def typed_context(request, draft, typed):
    """The same of what was typed into the form; a row is found by its number there, wherever it was moved to."""
    document = document_of(typed_draft(draft, typed))
    places = Places(draft, document, request.user, form_rows(typed))
    evidence = evidence_of(draft)
    return shown(places, document, blockers(document, evidence), evidence) | {"readiness_typed": True}


def form_rows(typed):
    """`{"sections": ["0", "2", …]}`: the numbers that rows have in the form, in the order of the document."""
    return {
        part: [row.prefix.split("-")[-2] for row in rows_of(typed, part, Anything()) if stays(part, row)]
        for part in ("sections", "timeline", "figures", "parties")
    }


def stays(part, row):
    """Events without a day and parties without a name are in no document yet."""
    return {"timeline": lambda: row.day("date"), "parties": lambda: row.number("party")}.get(part, lambda: True)()


class Anything(dict):
    """The ids of rows that are there, where nobody has to know which."""

    def __contains__(self, key):
        return bool(key)
