"""What somebody was told: opened, which marks it as read, or marked without opening."""

from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from casestudies.actions.read_notifications import read_all, read_notification
from casestudies.actions.send_mail import path_of
from casestudies.models import Notification


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path("told/<int:pk>/", never_cache(wrap(open_told)), name="casestudies_told_open"),
        path("told/read/", never_cache(wrap(read_told)), name="casestudies_told_read"),
    ]


def open_told(request, pk: int):
    """To what it is about. Reading is marked by looking, as an e-mail program does."""
    found = Notification.objects.filter(account=request.user, pk=pk).select_related("case_study").first()
    if found is None:
        raise Http404(_("There is no such notification."))
    read_notification(found, by=request.user, now=timezone.now())
    return HttpResponseRedirect(path_of(found))


def read_told(request):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    read_all(by=request.user, now=timezone.now())
    return HttpResponseRedirect(reverse("admin:index"))
