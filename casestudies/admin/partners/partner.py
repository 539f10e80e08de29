"""The partners in the admin, each with what it carries."""

from django.contrib import admin
from django.db.models import F
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.contrib.filters.admin import BooleanRadioFilter
from unfold.decorators import display

from casestudies.admin.counts import count_in, count_of
from casestudies.admin.library import LibraryAdmin
from casestudies.admin.partners import coverage, endpoints, keys, use, words
from casestudies.admin.partners.endpoint_words import endpoints_shown
from casestudies.models import Holding, Partner
from casestudies.permissions import can_record_holdings, can_see_endpoints, can_see_keys
from casestudies.queries.endpoints import failing
from casestudies.queries.holdings import is_behind, titled, with_standing

_FIRST = _("Save it, and its page shows the rest: what it may receive, its keys, its webhooks, what it carries.")
PLAIN = ("website", "note", "is_active")
# Of what it carries, on its own page; the list has the rest.
MOST = 20


@admin.register(Partner)
class PartnerAdmin(LibraryAdmin):
    list_before_template = "admin/casestudies/partners/before_list.html"
    list_help = _("The outlets that carry case studies. Each has its keys, its webhooks and what it may receive.")
    list_display = ["name", "contact", "carries_count", "to_see_to", "is_active"]
    csv_columns = [
        *("uuid", "slug", "name", "contact_name", "contact_email", "contact_phone", "website", "carries_count"),
        "is_active",
    ]
    list_filter = [("is_active", BooleanRadioFilter)]
    list_filter_submit = True
    search_fields = ["name", "slug", "contact_name", "contact_email"]
    fieldsets = [
        (None, {"fields": [("name", "slug"), ("contact_name", "contact_email", "contact_phone"), *PLAIN]}),
        (_("What it may receive"), {"fields": ["receives"]}),
        (_("What it carries"), {"fields": ["carries"]}),
        (_("API keys"), {"fields": ["keys"]}),
        (_("Webhooks"), {"fields": ["webhooks"]}),
        (_("Use of the API"), {"fields": ["use", ("burst_limit", "daily_limit")]}),
    ]
    readonly_fields = ["receives", "carries", "keys", "webhooks", "use"]
    prepopulated_fields = {"slug": ["name"]}
    fixed_fields = ("slug",)

    class Media:
        css = {"all": ["desk/partners.css"]}

    def get_urls(self):
        return [*coverage.urls(self), *keys.urls(self), *endpoints.urls(self), *use.urls(self), *super().get_urls()]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                holdings_there=count_of(Holding, "partner"),
                behind_there=count_in(with_standing(Holding.objects.all()).filter(is_behind()), "partner"),
                failing_there=count_in(failing(), "partner"),
            )
        )

    def get_fieldsets(self, request, obj=None):
        shown = super().get_fieldsets(request, obj)
        if not obj:
            return [(None, shown[0][1] | {"description": _FIRST})]
        hidden = () if can_see_keys(request.user) else ("keys", "use")
        hidden += () if can_see_endpoints(request.user) else ("webhooks",)
        return [one for one in shown if one[1]["fields"][0] not in hidden]

    def response_add(self, request, obj, post_url_continue=None):
        """On to its page, where keys, webhooks and coverage are."""
        if "_save" not in request.POST:
            return super().response_add(request, obj, post_url_continue)
        said = _("%(partner)s is there. Say now what it may receive, then make a key for it.")
        self.message_user(request, said % {"partner": obj})
        return HttpResponseRedirect(reverse("admin:casestudies_partner_change", args=[obj.pk]))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_delete_permission(self, request, obj=None):
        """What a partner carried stays known: it is switched off."""
        return False

    @display(description=_("texts it reported"), ordering="holdings_there")
    def carries_count(self, obj):
        return obj.holdings_there

    @display(description=_("contact"), ordering="contact_name")
    def contact(self, obj):
        return words.contact_of(obj)

    @display(description=_("to see to"), ordering="behind_there")
    def to_see_to(self, obj):
        """What is wrong, each leading to where it is put right."""
        page = reverse("admin:casestudies_partner_change", args=[obj.pk])
        copies = f"{reverse('admin:casestudies_holding_changelist')}?partner__id__exact={obj.pk}&behind=yes"
        found = []
        if obj.is_active and obj.behind_there:
            said = ngettext("%(count)s copy is behind", "%(count)s copies are behind", obj.behind_there)
            found.append((copies, said % {"count": obj.behind_there}))
        if obj.is_active and not obj.contact_email:
            found.append((page, _("no e-mail address to remind")))
        if obj.failing_there:
            said = ngettext("%(count)s endpoint fails", "%(count)s endpoints fail", obj.failing_there)
            found.append((page, said % {"count": obj.failing_there}))
        return format_html_join(
            "", '<div><a class="desk-link desk-behind partner-trouble" href="{}">{}</a></div>', found
        )

    @display(description=_("coverage"))
    def receives(self, obj):
        shown = coverage.coverage_of(obj, obj.shown_to)
        return render_to_string("admin/casestudies/partners/coverage.html", shown)

    @display(description=_("editions and addresses"))
    def carries(self, obj):
        rows = with_standing(titled(Holding.objects.filter(partner=obj)))
        rows = rows.order_by(F("behind_since").asc(nulls_last=True), "-reported_at", "-pk")[:MOST]
        shown = [
            {
                "holding": row,
                "title": words.title_of(row),
                "carried": words.carried(row),
                "standing": words.standing(row),
                "is_behind": words.is_behind(row),
            }
            for row in rows
        ]
        context = {
            "partner": obj,
            "rows": shown,
            "all": obj.holdings_there if obj.holdings_there > len(shown) else 0,
            "may_record": can_record_holdings(obj.shown_to),
        }
        return render_to_string("admin/casestudies/partners/carries.html", context)

    @display(description=_("its programs"))
    def keys(self, obj):
        return render_to_string("admin/casestudies/partners/keys.html", keys.keys_of(obj, obj.shown_to))

    @display(description=_("its servers"))
    def webhooks(self, obj):
        return render_to_string("admin/casestudies/partners/endpoints.html", endpoints_shown(obj, obj.shown_to))

    @display(description=_("the last 30 days"))
    def use(self, obj):
        address = reverse("admin:casestudies_partner_use", args=[obj.pk])
        return render_to_string(
            "admin/casestudies/partners/use_of_partner.html", use.charts_of(obj) | {"partner_use": address}
        )
