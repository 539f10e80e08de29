"""Merging a source into another: choose the one that stays, see what will happen, then do it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminTextInputWidget

from casestudies.actions.merge_sources import drafts_citing, merge_sources
from casestudies.enums import Stage
from casestudies.errors import CasebookError, NotAllowed
from casestudies.models import Source
from casestudies.permissions import can_delete_source, can_edit
from casestudies.queries.source_search import find_sources

MOST_FOUND = 12


class MergeForm(forms.Form):
    words = forms.CharField(
        label=_("Find the one that stays"),
        required=False,
        max_length=120,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "search"}),
        help_text=_("Words of its title, an author, the year or its key."),
    )


def urls(model_admin):
    """`admin:casestudies_source_merge`, under a source."""
    view = model_admin.admin_site.admin_view(lambda request, pk: merge_view(request, pk, model_admin))
    return [path("<int:pk>/merge/", view, name="casestudies_source_merge")]


def merge_view(request, pk, model_admin):
    """GET finds the other source, then lists what will happen; POST merges."""
    goes = Source.objects.filter(pk=pk).first()
    if goes is None:
        raise Http404(_("There is no such source."))
    if not can_delete_source(request.user):
        raise PermissionDenied
    chosen = request.POST.get("into") or request.GET.get("into", "")
    into = Source.objects.filter(key=chosen).exclude(pk=goes.pk).first() if chosen else None
    drafts = list(drafts_citing(goes).select_related("schedule"))
    hidden = [draft for draft in drafts if not can_edit(request.user, draft)]
    refusal = ""
    if request.method == "POST" and into is not None:
        try:
            merged = merge_sources(goes, into, by=request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except CasebookError as error:
            refusal = str(error)
        else:
            messages.success(request, success(merged))
            return HttpResponseRedirect(reverse("admin:casestudies_source_change", args=[into.pk]))
    form = MergeForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = find_sources(words, case_id=None).exclude(pk=goes.pk)[:MOST_FOUND] if words else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Merge"),
        "opts": model_admin.opts,
        "goes": goes,
        "into": into,
        "drafts": drafts,
        "lapsing": [draft for draft in drafts if draft.stage != Stage.DRAFT],
        "hidden": bool(hidden),
        "form": form,
        "found": found,
        "words": words,
        "refusal": refusal,
    }
    return TemplateResponse(request, "admin/casestudies/sources/merge.html", context)


def success(merged):
    count = len(merged.drafts)
    text = ngettext(
        "Merged. %(count)s draft cites “%(key)s” now.", "Merged. %(count)s drafts cite “%(key)s” now.", count
    )
    return text % {"count": count, "key": merged.source.key}
