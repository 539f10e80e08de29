"""What partners carry, as a list and a form: which edition, where, and whether that is right."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display
from unfold.widgets import UnfoldBooleanSwitchWidget

from casestudies.actions.report_holding import delete_holding, report_holding
from casestudies.admin.audit.subjects import history_of
from casestudies.admin.list_filters import DeskFilter
from casestudies.admin.partners import copies, words
from casestudies.admin.site import DeskAdmin
from casestudies.enums import HoldingStep
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Holding, HoldingStepTaken
from casestudies.permissions import can_record_holdings
from casestudies.queries.holdings import CURRENT, is_behind, titled, with_standing
from casestudies.queries.reportable import fault_of_correction


class HoldingForm(forms.ModelForm):
    """The edition says which case study it is, by its published title; the switch, that the text is gone there."""

    is_taken_down = forms.BooleanField(
        label=_("Taken down"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("The partner says that it carries the text no more."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "edition" not in self.fields:  # somebody who may only look
            return
        self.fields["edition"].required = True
        self.fields["edition"].help_text = _("Begin to type the title as it was published.")
        if self.instance.pk and self.instance.edition is None:
            self.initial |= {"edition": self.instance.case_study.public_state.edition_id, "is_taken_down": True}

    def clean_edition(self):
        edition = self.cleaned_data["edition"]
        if self.instance.pk and edition.case_study_id != self.instance.case_study_id:
            raise forms.ValidationError(_("Choose an edition of the same case study. Record another one on its own."))
        return edition

    def clean(self):
        """What is taken down shows nothing beside it."""
        given = super().clean()
        edition = given.get("edition")
        if given.get("is_taken_down"):
            given["correction_shown"] = None
        elif edition and (fault := fault_of_correction(edition.case_study, edition, given.get("correction_shown"))):
            self.add_error("correction_shown", fault)
        return given


class BehindFilter(DeskFilter):
    title = _("how it stands")
    parameter_name = "behind"

    def lookups(self, request, model_admin):
        return [("yes", _("Behind")), ("call", _("To be called")), ("no", _("Not behind"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.filter(is_behind(), partner__is_active=True)
            case "call":
                given = Exists(HoldingStepTaken.objects.filter(holding=OuterRef("pk"), step=HoldingStep.ESCALATED))
                rows = queryset.filter(is_behind(), given, partner__is_active=True)
                return rows.exclude(snoozed_until__gt=timezone.now())
            case "no":
                return queryset.exclude(is_behind(), partner__is_active=True)
        return queryset


@admin.register(Holding)
class HoldingAdmin(DeskAdmin):
    form = HoldingForm
    change_form_outer_after_template = "admin/casestudies/partners/after_holding.html"
    list_before_template = "admin/casestudies/partners/before_list.html"
    list_help = _(
        "Which edition each partner says that it carries, and where. Partners report it through the API; what they say "
        "by other ways is recorded here. Who is behind is reminded by itself."
    )
    record_fields = ("partner", "edition")
    list_display = ["what", "partner", "carried", "standing", "reported_at"]
    csv_columns = [
        *("case_study__uuid", "title", "partner", "edition_number", "correction_shown", "url", "standing"),
        *("behind_since", "reported_at", "recorded_by"),
    ]
    csv_labels = {
        "case_study__uuid": _("UUID of the case study"),
        "title": _("Title"),
        "edition_number": _("Edition"),
        "behind_since": _("Behind since"),
    }
    list_filter = [BehindFilter, ("partner", AutocompleteSelectFilter)]
    list_filter_submit = True
    search_fields = ["partner__name", "url", f"{CURRENT}rendering__card__title"]
    ordering = ["-reported_at", "-pk"]
    fields = ["partner", "edition", "correction_shown", "url", "is_taken_down"]

    class Media:
        css = {"all": ["desk/copies.css"]}

    def get_queryset(self, request):
        return with_standing(titled(super().get_queryset(request))).select_related("recorded_by")

    def get_form(self, request, obj=None, change=False, **kwargs):
        """A partner and an edition are chosen here, and changed elsewhere."""
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in self.record_fields:
            if name in form.base_fields:
                wrapper = form.base_fields[name].widget
                wrapper.can_add_related = wrapper.can_change_related = wrapper.can_view_related = False
        return form

    def get_readonly_fields(self, request, obj=None):
        """Another place is another holding."""
        return ["partner", "url", "standing", "timeline", "reported_at", "recorded_by"] if obj else []

    def get_fields(self, request, obj=None):
        return [*self.fields, "standing", "timeline", ("reported_at", "recorded_by")] if obj else self.fields

    def get_urls(self):
        return [*copies.urls(self), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        found = self.get_object(request, object_id)
        shown = {}
        if found is not None and can_record_holdings(request.user):
            shown = {"remind_address": reverse("admin:casestudies_holding_remind", args=[found.pk])}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | shown)

    def save_model(self, request, obj, form, change):
        edition = form.cleaned_data["edition"]
        try:
            kept = report_holding(
                obj.partner,
                edition.case_study,
                edition=None if form.cleaned_data["is_taken_down"] else edition,
                correction_shown=form.cleaned_data["correction_shown"],
                url=obj.url,
                by=request.user,
                now=timezone.now(),
            )
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        obj.pk, obj.case_study, obj.edition = kept.pk, kept.case_study, kept.edition

    def delete_model(self, request, obj):
        try:
            delete_holding(obj, by=request.user, now=timezone.now())
        except WrongStage:  # gone is what was asked for
            return

    def history_view(self, request, object_id, extra_context=None):
        """It stands with the partner's."""
        holding = self.get_object(request, object_id)
        if holding is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(history_of(holding.partner))

    def response_add(self, request, obj, post_url_continue=None):
        """Back to the partner, where it stands with the others."""
        if "_save" not in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, _("Recorded: %(holding)s.") % {"holding": obj})
        return HttpResponseRedirect(reverse("admin:casestudies_partner_change", args=[obj.partner_id]))

    @display(description=_("case study"), ordering=f"{CURRENT}rendering__card__title")
    def what(self, obj):
        return words.title_of(obj)

    title = what

    @display(description=_("carries"), ordering="edition__number")
    def carried(self, obj):
        return words.carried(obj)

    @display(description=_("edition"))
    def edition_number(self, obj):
        return obj.edition.number if obj.edition else None

    @display(description=_("how it stands"), ordering="behind_since")
    def standing(self, obj):
        said = words.standing(obj)
        return format_html('<span class="desk-behind">{}</span>', said) if words.is_behind(obj) else said

    @display(description=_("what was done"))
    def timeline(self, obj):
        return render_to_string("admin/casestudies/partners/timeline.html", copies.timeline_of(obj, obj.shown_to))

    @display(description=_("behind since"))
    def behind_since(self, obj):
        return obj.behind_since
