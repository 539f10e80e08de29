"""The vocabularies case studies are described with: topics, parties, policy instruments, frameworks."""

from itertools import pairwise

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from casestudies.admin.counts import count_of
from casestudies.admin.formsets import PartFormSet
from casestudies.admin.library import LibraryAdmin
from casestudies.admin.library_forms import LibraryForm
from casestudies.admin.part_forms import PartForm
from casestudies.admin.site import DeskAdmin
from casestudies.models import (
    CaseInstrument,
    CaseParty,
    CaseStudy,
    Framework,
    FrameworkTerm,
    Party,
    PolicyInstrument,
    Topic,
)


class CountsUses(LibraryAdmin):
    """`uses` is the model, and its field, by which case studies refer to a record; `case_path` its field for them."""

    uses = (None, "")
    case_path = "case_study"

    def get_queryset(self, request):
        counted = count_of(*self.uses, account=request.user, path=self.case_path)
        return super().get_queryset(request).annotate(use_count=counted)

    @display(description=_("used in"), ordering="use_count")
    def used_in(self, obj):
        return obj.use_count


@admin.register(Topic)
class TopicAdmin(CountsUses):
    uses = (CaseStudy.topics.through, "topic")
    case_path = "casestudy"
    list_display = ["name", "slug", "used_in"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    fixed_fields = ("slug",)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def case_studies_using(self, obj):
        return obj.case_studies.all()


@admin.register(Party)
class PartyAdmin(CountsUses):
    uses = (CaseParty, "party")
    list_display = ["name", "key", "kind", "used_in"]
    list_filter = [("kind", ChoicesDropdownFilter)]
    list_filter_submit = True
    search_fields = ["name", "key"]
    fields = ["name", ("key", "kind"), ("wikidata", "url")]

    def case_studies_using(self, obj):
        return CaseStudy.objects.filter(parties__party=obj)


class InstrumentForm(LibraryForm):
    def clean(self):
        """Days come in the order in which an instrument lives."""
        cleaned = super().clean()
        days = [(name, cleaned.get(name)) for name in ("proposed_on", "adopted_on", "in_force_on", "ended_on")]
        known = [(name, day) for name, day in days if day]
        for (_earlier, before), (name, after) in pairwise(known):
            if after < before:
                self.add_error(name, _("This day is before the one above it."))
        return cleaned


@admin.register(PolicyInstrument)
class PolicyInstrumentAdmin(CountsUses):
    form = InstrumentForm
    uses = (CaseInstrument, "instrument")
    list_display = ["title", "kind", "jurisdiction", "status", "used_in"]
    list_filter = [("kind", ChoicesDropdownFilter), ("status", ChoicesDropdownFilter)]
    list_filter_submit = True
    search_fields = ["title", "short_title", "key"]
    fields = [
        "title",
        ("short_title", "key"),
        ("kind", "jurisdiction", "status"),
        ("proposed_on", "adopted_on", "in_force_on"),
        ("published_on", "ended_on"),
        "url",
    ]

    def case_studies_using(self, obj):
        return CaseStudy.objects.filter(instruments__instrument=obj)


class TermForm(PartForm):
    title_field = "name"

    @property
    def row_meta(self):
        return self["key"].value() or ""


class BroaderTerm(forms.ChoiceField):
    """Another term of the same framework, from rows read once."""

    widget = UnfoldAdminSelectWidget

    def __init__(self, terms, own):
        choices = [("", "—"), *((key, str(term)) for key, term in terms.items() if key != own)]
        super().__init__(required=False, choices=choices, label=_("Broader term"))
        self.terms, self.own = terms, own

    def to_python(self, value):
        return self.terms.get(str(value)) if value and str(value) != self.own else None

    def validate(self, value):
        pass

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "")


class TermFormSet(PartFormSet):
    """Keys differ; no term is broader than itself, in however many steps; a term in use stays."""

    unique_field = "key"
    taken = _("The framework already has a term with this key.")

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "parent" in form.fields:
            form.fields["parent"] = BroaderTerm(self.rows_by_id(), str(form.instance.pk))

    def clean_rows(self, rows):
        parents = {form.instance.pk: form for form in rows if form.instance.pk}
        for form in rows:
            above, steps = form.cleaned_data.get("parent"), 0
            while above and steps < len(rows):
                holder = parents.get(above.pk)
                if holder is None or above.pk == form.instance.pk:
                    break
                above, steps = holder.cleaned_data.get("parent"), steps + 1
            if above and above.pk not in parents:
                form.add_error("parent", _("That term is being removed. Choose another."))
            elif above:
                form.add_error("parent", _("A term cannot stand below itself."))
        removed = {form.instance.pk: form for form in self.forms if self.is_removed(form) and form.instance.pk}
        if removed:
            for term in FrameworkTerm.objects.filter(pk__in=removed, classifications__isnull=False).distinct():
                message = _("Case studies are classified under “%(term)s”, so it stays. Take the mark off it.")
                self._non_form_errors.append(forms.ValidationError(message, params={"term": term}))


class TermInline(StackedInline):
    model = FrameworkTerm
    form = TermForm
    formset = TermFormSet
    fk_name = "framework"
    template = "admin/casestudies/rows.html"
    ordering_field = "position"
    fields = [("key", "name", "parent"), "note", "position"]
    extra = 0
    max_num = 1000
    compact = False
    add_text = _("Add a term")
    empty_text = _("The terms of this version, in its own order and with its own numbers.")


@admin.register(Framework)
class FrameworkAdmin(LibraryAdmin):
    inlines = [TermInline]
    list_display = ["name", "version", "publisher", "term_count"]
    search_fields = ["name", "key"]
    fields = ["name", ("key", "version"), ("publisher", "url"), "note"]
    fixed_fields = ("key", "version")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(terms_there=count_of(FrameworkTerm, "framework"))

    def case_studies_using(self, obj):
        return CaseStudy.objects.filter(classifications__term__framework=obj)

    @display(description=_("terms"), ordering="terms_there")
    def term_count(self, obj):
        return obj.terms_there


@admin.register(FrameworkTerm)
class FrameworkTermAdmin(DeskAdmin):
    """Stands for the search that classifications choose from; terms are edited with their framework."""

    list_display = ["__str__", "framework", "parent"]
    search_fields = ["key", "name", "framework__name"]
    fields = ["framework", "key", "name", "note"]
    readonly_fields = ["framework", "key", "name", "note"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("framework", "parent")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
