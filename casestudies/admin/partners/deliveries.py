"""The log of webhooks: what each endpoint was told, what came of it, and once more where somebody asks for it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from casestudies.actions.replay import replay
from casestudies.admin.list_filters import DeskFilter
from casestudies.admin.partners.endpoint_words import endpoint_page, with_slugs
from casestudies.admin.site import RecordAdmin
from casestudies.admin.times import moment_in_words
from casestudies.enums import DeliveryState, WebhookEvent
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Delivery
from casestudies.permissions import can_manage_endpoints, can_see_endpoints


class EventFilter(DeskFilter):
    title = gettext_lazy("event")
    parameter_name = "event"

    def lookups(self, request, model_admin):
        return WebhookEvent.choices

    def queryset(self, request, queryset):
        return queryset.filter(event=self.value()) if self.value() in WebhookEvent.values else queryset


@admin.register(Delivery)
class DeliveryAdmin(RecordAdmin):
    list_before_template = "admin/casestudies/partners/before_list.html"
    list_help = gettext_lazy(
        "What each endpoint was told in the last 30 days, what came of it, and what waits. Open one to see every "
        "attempt and to send it again."
    )
    list_display = ["what", "to", "stands", "attempts", "created_at", "next_try"]
    list_display_links = None
    list_filter = [("state", ChoicesDropdownFilter), EventFilter, ("endpoint__partner", AutocompleteSelectFilter)]
    list_filter_submit = True
    list_select_related = ["endpoint__partner"]
    search_fields = ["uuid", "case_uuid", "endpoint__url", "endpoint__partner__name"]
    csv_columns = ["uuid", "event", "partner", "endpoint", "case_uuid", "state", "attempts", "created_at", "done_at"]
    fields = [("event_in_words", "about"), ("address", "stands"), ("created_at", "done_at", "next_try")]
    readonly_fields = ["event_in_words", "address", "about", "stands", "next_try"]
    change_form_outer_before_template = "admin/casestudies/partners/delivery.html"
    change_form_after_template = "admin/casestudies/partners/attempts.html"

    class Media:
        css = {"all": ["desk/partners.css"]}

    def get_queryset(self, request):
        return with_slugs(super().get_queryset(request)).filter(endpoint__deleted_at=None).defer("body")

    def get_urls(self):
        view = never_cache(self.admin_site.admin_view(require_POST(self.replay)))
        return [path("<uuid:uuid>/replay/", view, name="casestudies_delivery_replay"), *super().get_urls()]

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "endpoint__id__exact" or super().lookup_allowed(lookup, value, request)

    def has_view_permission(self, request, obj=None):
        return can_see_endpoints(request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        shown = {}
        if row is not None:
            shown = {
                "delivery": row,
                "log": list(row.log.all()),
                "endpoint_address": endpoint_page(row.endpoint),
                "may_replay": row.state != DeliveryState.WAITING
                and can_manage_endpoints(request.user, row.endpoint.partner),
            }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | shown)

    def replay(self, request, uuid):
        row = self.get_queryset(request).select_related("endpoint__partner").filter(uuid=uuid).first()
        if row is None:
            raise Http404(_("There is no such delivery."))
        try:
            replay(row, by=request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except WrongStage as error:
            messages.info(request, str(error))
        else:
            messages.success(request, _("It is sent again within seconds."))
        return HttpResponseRedirect(reverse("admin:casestudies_delivery_change", args=[row.pk]))

    @display(description=gettext_lazy("what happened"), ordering="event")
    def what(self, obj):
        address = reverse("admin:casestudies_delivery_change", args=[obj.pk])
        link = format_html('<a class="desk-title" href="{}">{}</a>', address, self.event_in_words(obj))
        slug = format_html('<span class="desk-soft">{}</span>', obj.slug) if obj.slug else ""
        return format_html('<div class="desk-title-cell">{}{}</div>', link, slug)

    @display(description=gettext_lazy("what happened"))
    def event_in_words(self, obj):
        return str(obj)

    @display(description=gettext_lazy("to"), ordering="endpoint__partner__name")
    def to(self, obj):
        named = obj.endpoint.description or obj.endpoint.url
        return format_html(
            '<div class="webhook-to">{}<br><span class="desk-soft">{}</span></div>', obj.endpoint.partner, named
        )

    @display(description=gettext_lazy("partner"))
    def partner(self, obj):
        return obj.endpoint.partner

    @display(description=gettext_lazy("endpoint"))
    def address(self, obj):
        said = f"{obj.endpoint.partner}: {obj.endpoint}"
        return format_html('<a class="desk-link" href="{}">{}</a>', endpoint_page(obj.endpoint), said)

    @display(description=gettext_lazy("case study"))
    def about(self, obj):
        if not obj.slug:
            return obj.case_uuid or "–"
        return format_html('<a class="desk-link" href="/cases/{}/">{}</a>', obj.slug, obj.slug)

    @display(description=gettext_lazy("state"), ordering="state")
    def stands(self, obj):
        said = obj.get_state_display()
        return format_html('<span class="desk-behind">{}</span>', said) if obj.state == DeliveryState.GIVEN_UP else said

    @display(description=gettext_lazy("next try"), ordering="next_attempt_at")
    def next_try(self, obj):
        if obj.next_attempt_at is None:
            return "–"
        if not obj.endpoint.is_active:
            return _("When the endpoint is on again")
        return moment_in_words(max(filter(None, (obj.next_attempt_at, obj.endpoint.retry_at))))
