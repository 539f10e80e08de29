"""What the publication says of itself: one row, edited in place."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casestudies.admin.library import LibraryAdmin
from casestudies.models import PublicationSettings


@admin.register(PublicationSettings)
class PublicationSettingsAdmin(LibraryAdmin):
    fixed_fields = ()
    fieldsets = [
        (None, {"fields": ["name", "masthead", "corrections_contact"]}),
        (
            _("Review"),
            {
                "description": _("Where it is off, whoever may approve may approve their own text, without a reason."),
                "fields": ["four_eyes"],
            },
        ),
        (
            _("Defaults"),
            {
                "description": _("The licence that a new case study starts with, and the time zone of public dates."),
                "fields": [("default_licence", "time_zone")],
            },
        ),
    ]

    def changelist_view(self, request, extra_context=None):
        """There is one row, so the list is the form."""
        if not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        PublicationSettings.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:casestudies_publicationsettings_change", args=[1]))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
