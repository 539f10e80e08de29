"""What somebody does about a source's link: have it looked at now, mark it as dangerous, take that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.actions.note_link_check import mark_dangerous
from casestudies.errors import NotAllowed
from casestudies.exchange.link_jobs import MOST, ask_link_check
from casestudies.models import Source


def urls(model_admin):
    """`admin:casestudies_source_check_link`, `…_mark_link` and `…_check_links`; each answers POST alone."""
    wrap = model_admin.admin_site.admin_view
    return [
        path("<int:pk>/check-link/", wrap(check_one), name="casestudies_source_check_link"),
        path("<int:pk>/mark-link/", wrap(mark_one), name="casestudies_source_mark_link"),
        path("check-links/", wrap(check_all), name="casestudies_source_check_links"),
    ]


def check_one(request, pk):
    source = found(request, pk)
    return asked(request, [source.key], _("Check of the link of “%(title)s”") % {"title": source.title})


def check_all(request):
    """The links that nobody looked at for longest, as many as one job holds."""
    if request.method != "POST":
        raise Http404
    sources = Source.objects.exclude(url="").order_by("link_checked_at", "pk")
    return asked(request, list(sources.values_list("key", flat=True)[:MOST]), _("Check of links"))


def mark_one(request, pk):
    source = found(request, pk)
    dangerous = request.POST.get("dangerous") == "1"
    try:
        mark_dangerous(source, dangerous, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    marked = _("Marked as dangerous. Readers are no longer led there.")
    messages.success(request, marked if dangerous else _("No longer marked. The link is looked at again soon."))
    return HttpResponseRedirect(reverse("admin:casestudies_source_change", args=[source.pk]))


def found(request, pk):
    source = Source.objects.filter(pk=pk).first()
    if source is None or request.method != "POST":
        raise Http404(_("There is no such source."))
    return source


def asked(request, keys, label):
    try:
        job = ask_link_check(keys, str(label), by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return HttpResponseRedirect(reverse("desk_job", args=[job.uuid]))
