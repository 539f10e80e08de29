"""The source library in the admin: what a work is, where it is kept, who verified what, and who cites it."""

from datetime import date

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import StackedInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from casestudies.actions.delete_source import delete_source
from casestudies.actions.settle_source import settle_source
from casestudies.admin.counts import count_of
from casestudies.admin.formsets import PartFormSet
from casestudies.admin.library import LibraryAdmin
from casestudies.admin.library_forms import LibraryForm
from casestudies.admin.part_forms import PartForm
from casestudies.admin.source_deleted import deleted_response
from casestudies.admin.source_urls import source_urls
from casestudies.errors import WrongStage
from casestudies.models import CaseStudy, Reference, Source, SourceAuthor
from casestudies.permissions import can_delete_source, can_edit_library
from casestudies.queries.drafts import drafts_seen_by
from casestudies.queries.source_uses import uses_of


class LinesField(forms.CharField):
    """A list of strings, one a line."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return self.clean(self.prepare_value(initial) or "") != self.clean(data or "")


class SourceForm(LibraryForm):
    unconfirmed = LinesField(
        label=_("Unconfirmed fields"),
        help_text=_("Fields left empty because nobody could confirm them, one a line: “author”, “page”."),
    )

    def clean_extra(self):
        extra = self.cleaned_data.get("extra")
        if extra in (None, ""):
            return {}
        if not isinstance(extra, dict):
            raise forms.ValidationError(_("Write CSL fields as {“name”: “value”}."))
        return extra

    def clean(self):
        cleaned = super().clean()
        year, month, day = (cleaned.get(name) for name in ("year", "month", "day"))
        if year is not None and not 1 <= year <= 9999:
            self.add_error("year", _("Give a year between 1 and 9999."))
        elif month and not year:
            self.add_error("year", _("A month needs its year."))
        elif month and not 1 <= month <= 12:
            self.add_error("month", _("A month is a number from 1 to 12."))
        elif day and not month:
            self.add_error("month", _("A day needs its month."))
        elif day and not is_day(year, month, day):
            self.add_error("day", _("There is no such day in that month."))
        if cleaned.get("archived_on") and not cleaned.get("archived_url") and "archived_url" not in self.errors:
            self.add_error("archived_url", _("An archive date needs the archived copy’s address."))
        return cleaned

    def validate_constraints(self):
        """The constraints on dates and archives are checked above, each at its field."""


def is_day(year, month, day):
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


class AuthorForm(PartForm):
    title_field = "family"

    def clean(self):
        cleaned = super().clean()
        family, given, literal = (cleaned.get(name) for name in ("family", "given", "literal"))
        if literal and (family or given):
            self.add_error("literal", _("Give a person’s name or an organisation, not both."))
        elif not literal and not family and "family" not in self.errors:
            self.add_error("family", _("Give a family name, or an organisation."))
        return cleaned


class AuthorInline(StackedInline):
    model = SourceAuthor
    form = AuthorForm
    formset = PartFormSet
    template = "admin/casestudies/rows.html"
    ordering_field = "position"
    fields = [("family", "given", "literal"), "position"]
    extra = 0
    compact = True
    add_text = _("Add an author")
    empty_text = _("No author is recorded. Leave it so where the work names none.")


@admin.register(Source)
class SourceAdmin(LibraryAdmin):
    form = SourceForm
    inlines = [AuthorInline]
    list_display = ["work", "type", "year", "source_check", "link_state", "used_in"]
    list_display_links = None
    list_before_template = "admin/casestudies/sources/before_list.html"
    list_filter = [
        ("type", ChoicesDropdownFilter),
        ("source_check", ChoicesDropdownFilter),
        ("link_state", ChoicesDropdownFilter),
        ("standing", ChoicesDropdownFilter),
    ]
    list_filter_submit = True
    csv_columns = [
        *("key", "title", "type", "container_title", "publisher", "year", "doi", "url", "archived_url"),
        *("source_check", "link_state", "link_checked_at", "standing", "used_in"),
    ]
    search_fields = ["key", "title", "container_title", "authors__family", "authors__literal", "url"]
    search_help_text = _("Search keys, titles, authors and addresses")
    change_form_outer_before_template = "admin/casestudies/sources/before_form.html"  # it has forms of its own
    readonly_fields = ["link_state", "link_checked_at", "link_note", "where_used"]
    fieldsets = [
        (None, {"fields": ["key", "title", ("type", "container_title", "publisher")]}),
        (
            _("When and where in it"),
            {
                "fields": [("year", "month", "day"), ("volume", "issue", "page"), ("language", "doi")],
                "description": _("As precisely as it is known: the year alone, year and month, or the day."),
            },
        ),
        (
            _("Where to find it"),
            {"fields": ["url", ("archived_url", "archived_on"), ("link_state", "link_checked_at", "link_note")]},
        ),
        (
            _("What became of it"),
            {
                "fields": ["standing", "standing_note"],
                "description": _("A correction or retraction is told to everybody whose case study rests on it."),
            },
        ),
        (_("What was verified"), {"fields": ["source_check", "provenance", "unconfirmed"]}),
        (_("Where it is used"), {"fields": ["where_used"]}),
        (_("For specialists"), {"fields": ["extra"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(uses=count_of(Reference, "source", account=request.user))

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.may_look_after = can_edit_library(request.user)
        return changelist

    def get_urls(self):
        return [*source_urls(self), *super().get_urls()]

    def case_studies_using(self, obj):
        return CaseStudy.objects.filter(references__source=obj)

    def get_fieldsets(self, request, obj=None):
        shown = super().get_fieldsets(request, obj)
        return shown if obj else [fieldset for fieldset in shown if fieldset[0] != _("Where it is used")]

    @display(description=_("source"), ordering="key")
    def work(self, obj):
        return render_to_string("admin/casestudies/source_cell.html", {"source": obj})

    @display(description=_("used in"), ordering="uses")
    def used_in(self, obj):
        return obj.uses

    @display(description=_("statements"))
    def where_used(self, obj):
        uses = uses_of(obj, obj.shown_to) if obj.pk else []
        return render_to_string("admin/casestudies/sources/uses.html", {"uses": uses})

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        before = {name: form.initial.get(name) for name in ("url", "standing")} if change else {}
        again = settle_source(form.instance, before, by=request.user, now=timezone.now())
        count = drafts_seen_by(request.user).filter(pk__in=[case.pk for case in again]).count()
        if count:
            text = ngettext(
                "Look again at %(count)s case study: below is every statement in it that rests on this source.",
                "Look again at %(count)s case studies: below is every statement in them that rests on this source.",
                count,
            )
            self.message_user(request, text % {"count": count}, messages.WARNING)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and can_delete_source(request.user)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except WrongStage as error:  # a case study took it up, or somebody deleted it, in between
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:casestudies_source_changelist"))

    def delete_model(self, request, obj):
        request.deleted_source = delete_source(obj, by=request.user, now=timezone.now())

    def response_delete(self, request, obj_display, obj_id):
        return deleted_response(request)
