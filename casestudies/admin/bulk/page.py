"""The page of a step for many: it lists what would become of each, asks, and hands the work to a job.

Nothing is done before the page has shown what the step would do with exactly what was chosen.
"""

from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from casestudies.actions.bulk import MOST, ask_bulk, foresee
from casestudies.admin.bulk.forms import BULKS
from casestudies.errors import NotAllowed, NotReady
from casestudies.permissions import can_see_drafts


def urls(model_admin):
    view = model_admin.admin_site.admin_view(never_cache(require_POST(bulk_view)))
    return [path("bulk/<slug:name>/", view, {"model_admin": model_admin}, name="casestudies_casestudy_bulk")]


def begin(request, model_admin, name, items):
    """The page as it opens from the list, with what was ticked there."""
    return _page(request, model_admin, name, items, BULKS[name].form())


def bulk_view(request, name, model_admin):
    if name not in BULKS:
        raise Http404(_("There is no such step."))
    if not can_see_drafts(request.user) or not request.user.has_perm(f"casestudies.{BULKS[name].right}"):
        raise PermissionDenied(_("You may not do this with case studies."))
    items = items_in(request.POST.get("items", ""))
    form = BULKS[name].form(request.POST)
    if not form.is_valid() or request.POST.get("looked") != _seal(form, items):
        return _page(request, model_admin, name, items, form)
    label = str(BULKS[name].button % {"count": len(items)})
    try:
        job = ask_bulk(name, items, form.cleaned_data, label, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except NotReady as error:
        form.add_error(None, str(error))
        return _page(request, model_admin, name, items, form)
    return HttpResponseRedirect(reverse("desk_job", args=[job.uuid]))


def items_in(text):
    """`12.3 15.1` as rows and the versions that were looked at; what is none of it is left out."""
    pairs = (pair.split(".") for pair in text.split()[: MOST + 1])
    return list(dict.fromkeys((int(pair[0]), int(pair[1])) for pair in pairs if _is_item(pair)))


def _is_item(pair):
    return len(pair) == 2 and all(part.isascii() and part.isdecimal() and len(part) < 10 for part in pair)


def _seal(form, items):
    """What the page showed: the step is taken with exactly these values and items or shown again."""
    return sha256(repr((sorted(form.cleaned_data.items(), key=str), sorted(items))).encode()).hexdigest()


def _page(request, model_admin, name, items, form):
    # A step that asks nothing is looked at as soon as it is opened.
    if not form.fields and not form.is_bound:
        form = BULKS[name].form({})
    is_chosen = form.is_bound and form.is_valid()
    values = form.cleaned_data if is_chosen else {}
    found = foresee(name, items, values, by=request.user, now=timezone.now())
    refused = [row for row in found if row.foresight.refusal]
    same = [row for row in found if not row.foresight.refusal and not row.foresight.changes]
    done = [row for row in found if not row.foresight.refusal and row.foresight.changes]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": str(BULKS[name].choice).rstrip(" …"),
        "opts": model_admin.opts,
        "form": form,
        "address": reverse("admin:casestudies_casestudy_bulk", args=[name]),
        "list_address": reverse("admin:casestudies_casestudy_changelist"),
        "items": " ".join(f"{pk}.{version}" for pk, version in items),
        "looked": _seal(form, items) if is_chosen else "",
        "button": BULKS[name].button % {"count": len(done)},
        "chosen": len(items),
        "gone": len(items) - len(found),
        "done": done,
        "refused": refused,
        "same": same,
    }
    return TemplateResponse(request, "admin/casestudies/bulk/page.html", context)
