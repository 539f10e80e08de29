"""Two texts of one case study side by side in one column: what was inserted, deleted, moved."""

from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casestudies.admin.seen import seen_case
from casestudies.admin.texts import about, choices, chosen, label_of
from casestudies.models import Edition, Revision
from casestudies.permissions import can_restore
from casestudies.publication.compare import compare
from casestudies.publication.redline import redline
from casestudies.queries.texts import DRAFT


def urls(model_admin):
    view = model_admin.admin_site.admin_view(compare_view)
    kwargs = {"model_admin": model_admin}
    return [path("<int:pk>/compare/", view, kwargs, name="casestudies_casestudy_compare")]


def compare_address(case_study, before: str, after: str = DRAFT) -> str:
    address = reverse("admin:casestudies_casestudy_compare", args=[case_study.pk])
    return f"{address}?{urlencode({'from': before, 'to': after})}"


@require_safe
def compare_view(request, pk, model_admin):
    """`from` and `to` are names of texts (queries/texts.py); `all=1` shows what did not change, too."""
    draft = seen_case(request, pk, "public_state__edition")
    names = request.GET.get("from", ""), request.GET.get("to", "") or DRAFT
    if not names[0]:
        return HttpResponseRedirect(compare_address(draft, default_from(draft), names[1]))
    before, after = (chosen(draft, name) for name in names)
    whole = request.GET.get("all") == "1"
    shown = redline(compare(before.document, after.document, notes=(before.notes, after.notes)), whole=whole)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("What changed"),
        "opts": model_admin.opts,
        "original": draft,
        "media": model_admin.media,
        "draft": draft,
        "before": {"name": before.name, "label": label_of(before), "about": about(before)},
        "after": {"name": after.name, "label": label_of(after), "about": about(after)},
        "notes": [(label_of(text), note) for text in (after,) if (note := change_note(text))],
        "choices": choices(draft, *names),
        "redline": shown,
        "whole": whole,
        "address": compare_address(draft, before.name, after.name),
        "swapped": compare_address(draft, after.name, before.name),
        "restores": restores(request, draft, before, after),
        "form_address": reverse("admin:casestudies_casestudy_change", args=[draft.pk]),
        "history_address": reverse("admin:casestudies_casestudy_revisions", args=[draft.pk]),
    }
    return TemplateResponse(request, "admin/casestudies/compare.html", context)


def default_from(draft) -> str:
    """What is compared where nobody chose: what the public reads, else the save before the last."""
    edition = Edition.objects.filter(case_study=draft, payload__isnull=False).order_by("-number").first()
    if edition:
        return f"e{edition.number}"
    numbers = Revision.objects.filter(case_study=draft).order_by("-number").values_list("number", flat=True)[:2]
    return f"r{list(numbers)[-1]}" if numbers else DRAFT


def change_note(text) -> str:
    return text.source.change_note if isinstance(text.source, Edition) else ""


def restores(request, draft, *texts):
    """The texts of the page that can be brought back: label and address of the page that asks."""
    if not can_restore(request.user, draft):
        return []
    address = reverse("admin:casestudies_casestudy_restore", args=[draft.pk])
    sources = {text.name: text for text in texts if text.source is not None}
    return [
        {"label": label_of(text), "address": f"{address}?{urlencode({'from': name})}"} for name, text in sources.items()
    ]
