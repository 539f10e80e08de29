"""What the form of a case study shows around its fields: the bar, the tabs, the history, why a save was refused."""

import json
from functools import cache

from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from casestudies.admin.changes import changed_parts
from casestudies.admin.edition_line import has_changes, line_of
from casestudies.admin.history import history_of
from casestudies.admin.panels import panels_context
from casestudies.admin.row_html import draw_rows, fieldset_html
from casestudies.admin.tabs import mistakes, tabs_of
from casestudies.admin.together.conflict import conflict_of
from casestudies.admin.together.typed import typed_lists
from casestudies.admin.together.working_copy import autosave_context
from casestudies.models import CaseStudy, Revision
from casestudies.models.fields import time_zones
from casestudies.publication.snapshot import take_snapshot


def form_context(request, context, obj: CaseStudy | None):
    """The template's context; a constant number of queries."""
    tabs = tabs_of(context["adminform"], context["inline_admin_formsets"])
    for part in context["inline_admin_formsets"]:
        part.drawn_rows = draw_rows(part)
    for tab in tabs:
        tab.drawn_fields = [fieldset_html(fieldset) for fieldset in tab.fieldsets]
    shown = {
        "tabs": tabs,
        "first_tab_with_errors": next((tab.id for tab in tabs if tab.errors), ""),
        "mistakes": mistakes(context["adminform"], tabs),
        "zones": zone_options(),
        "saving": request.saving,
        "conflict": refused_save(request, context, obj),
        **autosave_context(request, obj),
    }
    if obj is None:
        return shown
    snapshot = take_snapshot(obj)  # A shared record may have changed the text since the last save.
    return shown | {
        "line": line_of(obj),
        "has_changes": has_changes(obj, snapshot),
        "history": history_of(obj),
        "theirs": what_they_changed(request, obj),
        **panels_context(request, obj, snapshot),
    }


@cache
def zone_options():
    """Some six hundred, the same on every form."""
    return format_html_join("", '<option value="{}">', ((zone,) for zone in sorted(time_zones())))


def refused_save(request, context, obj: CaseStudy | None):
    """Both versions of a save that came too late; pictures that came with it are stored by now."""
    if obj is None or not request.saving.refusal:
        return None
    typed = typed_lists(request)
    for part in context["inline_admin_formsets"]:
        # Of a form that sent nothing at all, Django hands over a plain dict.
        sent = dict(getattr(part.formset.data, "lists", dict)())
        typed |= {name: values for name, values in sent.items() if name.endswith("-stored")}
    return conflict_of(request, obj, typed, current=request.saving.current)


def base_version(request) -> int:
    base = request.POST.get("base_version", "")
    return int(base) if base.isdecimal() and len(base) < 10 else 0


def what_they_changed(request, obj: CaseStudy) -> str:
    """What the saves since changed: `title, the section “The letter”`; "" where that is not known."""
    if not request.saving.refusal:
        return ""
    before, after = revision_at(obj, base_version(request)), revision_at(obj, obj.version)
    if before is None or after is None or base_version(request) >= obj.version:
        return ""
    parts = changed_parts(json.loads(before.content), json.loads(after.content))
    if before.teaching_digest != after.teaching_digest:
        parts.append(_("the teacher’s notes"))
    return ", ".join(parts) or _("the address")


def revision_at(obj: CaseStudy, version: int) -> Revision | None:
    """The text at that version: a version that changed the address alone has the text of the one before."""
    return Revision.objects.filter(case_study=obj, number__lte=version).order_by("-number").first()
