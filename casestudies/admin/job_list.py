"""The jobs somebody asked for; for administrators, everybody's. Each opens on a page of its own (jobs.py)."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from casestudies.admin.site import RecordAdmin
from casestudies.models import Job
from casestudies.queries.jobs import jobs_seen_by


@admin.register(Job)
class JobAdmin(RecordAdmin):
    list_display = ["what", "kind", "state", "progress", "asked_by", "asked_at", "ended_at"]
    list_display_links = None
    list_filter = [("kind", ChoicesDropdownFilter), ("state", ChoicesDropdownFilter)]
    list_filter_submit = True
    list_select_related = ["asked_by"]
    csv_columns = ["uuid", "label", "kind", "state", "done", "total", "asked_by", "asked_at", "ended_at", "error"]
    search_fields = ["label"]

    def get_queryset(self, request):
        return jobs_seen_by(super().get_queryset(request).defer("task", "report"), request.user)

    def has_view_permission(self, request, obj=None):
        """Everybody at the desk sees what they asked for."""
        return request.user.is_active and request.user.is_staff

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        job = self.get_object(request, object_id)
        if job is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(reverse("desk_job", args=[job.uuid]))

    @display(description=_("what"), ordering="label")
    def what(self, obj):
        return format_html('<a class="desk-title" href="{}">{}</a>', reverse("desk_job", args=[obj.uuid]), obj.label)

    @display(description=_("progress"))
    def progress(self, obj):
        return _("%(done)s of %(total)s") % {"done": obj.done, "total": obj.total}
