"""What the form of a case study shows around its fields: the bar, the tabs, the history, why a save was refused."""

import json
import zoneinfo

from django.utils.translation import gettext as _

from casestudies.admin.changes import changed_parts
from casestudies.admin.edition_line import has_changes, line_of
from casestudies.admin.history import history_of
from casestudies.admin.problems import tab_of
from casestudies.admin.tabs import mistakes, tabs_of
from casestudies.models import CaseStudy, Revision
from casestudies.permissions import can_publish
from casestudies.readiness import blockers


def form_context(request, context, obj: CaseStudy | None):
    """The template's context; a constant number of queries."""
    tabs = tabs_of(context["adminform"], context["inline_admin_formsets"])
    shown = {
        "tabs": tabs,
        "first_tab_with_errors": next((tab.id for tab in tabs if tab.errors), ""),
        "mistakes": mistakes(context["adminform"], tabs),
        "zones": sorted(zoneinfo.available_timezones()),
        "saving": request.saving,
    }
    if obj is None:
        return shown
    revisions = {
        revision.number: json.loads(revision.content)
        for revision in Revision.objects.filter(case_study=obj, number__in=wanted_revisions(request, obj))
    }
    document = revisions.get(obj.version)
    problems = blockers(document) if document else []
    return shown | {
        "line": line_of(obj),
        "has_changes": has_changes(obj),
        "may_publish": can_publish(request.user, obj),
        "problems": [{"message": problem.message, "tab": tab_of(problem.place)} for problem in problems],
        "history": history_of(obj),
        "theirs": what_they_changed(request, obj, revisions),
    }


def wanted_revisions(request, obj: CaseStudy) -> list[int]:
    return [obj.version, base_version(request)] if request.saving.refusal else [obj.version]


def base_version(request) -> int:
    base = request.POST.get("base_version", "")
    return int(base) if base.isdecimal() and len(base) < 10 else 0


def what_they_changed(request, obj: CaseStudy, revisions) -> str:
    """What the save that came first changed: `title, the section “The letter”`; "" where that is not known."""
    before, after = revisions.get(base_version(request)), revisions.get(obj.version)
    if not request.saving.refusal or before is None or after is None:
        return ""
    return ", ".join(changed_parts(before, after)) or _("the teacher’s notes")
