"""Sources that were deleted or merged away: a list, and the way back for each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casestudies.actions.delete_source import restore_source
from casestudies.errors import CasebookError, NotAllowed
from casestudies.models import DeletedSource
from casestudies.permissions import can_edit_library

MOST_SHOWN = 200


def urls(model_admin):
    """`admin:casestudies_source_deleted` and `…_restore`, under the list of sources."""
    wrap = model_admin.admin_site.admin_view
    return [
        path("deleted/", wrap(lambda request: deleted_view(request, model_admin)), name="casestudies_source_deleted"),
        path(
            "deleted/<uuid:uuid>/restore/",
            wrap(restore_view),
            name="casestudies_source_restore",
        ),
    ]


def deleted_view(request, model_admin):
    if not can_edit_library(request.user):
        raise PermissionDenied
    rows = DeletedSource.objects.filter(restored_at=None).select_related("deleted_by")[:MOST_SHOWN]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Deleted sources"),
        "opts": model_admin.opts,
        "rows": rows,
    }
    return TemplateResponse(request, "admin/casestudies/sources/deleted.html", context)


def restore_view(request, uuid):
    """POST brings a source back and opens its form."""
    here = HttpResponseRedirect(reverse("admin:casestudies_source_deleted"))
    deleted = DeletedSource.objects.filter(uuid=uuid).first()
    if deleted is None:
        raise Http404(_("There is no such deleted source."))
    if request.method != "POST":
        return here
    try:
        source = restore_source(deleted, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except CasebookError as error:
        messages.error(request, str(error))
        return here
    messages.success(request, _("“%(key)s” is back in the library.") % {"key": source.key})
    return HttpResponseRedirect(reverse("admin:casestudies_source_change", args=[source.pk]))


def deleted_response(request):
    """After a deletion: the list of sources, with the way back in the message."""
    deleted = request.deleted_source
    undo = format_html('<a href="{}">{}</a>', reverse("admin:casestudies_source_deleted"), _("Undo"))
    said = _("“%(title)s” is deleted.") % {"title": deleted.title}
    messages.success(request, format_html("{} {}", said, undo))
    return HttpResponseRedirect(reverse("admin:casestudies_source_changelist"))
