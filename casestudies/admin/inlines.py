"""The parts of a case study as they stand in its form."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline

from casestudies.admin import part_forms, part_formsets
from casestudies.admin.formsets import PartFormSet
from casestudies.admin.site import ChoosesRecords
from casestudies.models import (
    CaseInstrument,
    CaseParty,
    Classification,
    Contribution,
    DiscussionQuestion,
    Figure,
    LearningObjective,
    Reference,
    Section,
    TimelineEvent,
)

# Formset classes by inline, language, and what the account may do.
_FORMSETS = {}


class PartInline(ChoosesRecords, StackedInline):
    """Rows that can be dragged, folded and removed. Who may change the case study may change its parts.

    `add_text` stands on the button, `empty_text` where there is no row yet. `compact` rows do not fold;
    `bare` ones have one field and show no label for it.
    """

    template = "admin/casestudies/rows.html"
    formset = PartFormSet
    ordering_field = "position"
    hide_ordering_field = True
    extra = 0
    max_num = 1000
    compact = False
    bare = False
    intro = ""
    add_text = ""
    empty_text = ""
    related = ()

    def get_queryset(self, request):
        return (
            super().get_queryset(request).select_related(*self.related)
            if self.related
            else super().get_queryset(request)
        )

    def get_formset(self, request, obj=None, **kwargs):
        """Made once for all who may do the same: what else a request could change of it, its instances hold."""
        key = (type(self), get_language(), *self._may_here(request, obj), *self._may_beside(request))
        if key not in _FORMSETS:
            _FORMSETS[key] = super().get_formset(request, obj, **kwargs)
        return _FORMSETS[key]

    def _may_here(self, request, obj):
        return (
            self.has_add_permission(request, obj),
            self.has_change_permission(request, obj),
            self.has_delete_permission(request, obj),
        )

    def _may_beside(self, request):
        """What may be done to the records that a row refers to: its fields offer it."""
        admins = (
            self.admin_site.get_model_admin(self.model._meta.get_field(name).related_model)
            for name in self.record_fields
        )
        for admin in admins:
            yield admin.has_add_permission(request)
            yield admin.has_change_permission(request)
            yield admin.has_delete_permission(request)
            yield admin.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("casestudies.view_casestudy") or self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("casestudies.change_casestudy") or (
            obj is None and request.user.has_perm("casestudies.add_casestudy")
        )

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class SectionInline(PartInline):
    model = Section
    form = part_forms.SectionForm
    formset = part_formsets.SectionFormSet
    fields = [("heading", "kind"), "prose", "anchor", "position"]
    add_text = _("Add a section")
    empty_text = _(
        "The text of the case study, in headed sections. A record says what happened; an analysis, what it means."
    )


class ReferenceInline(PartInline):
    model = Reference
    form = part_forms.ReferenceForm
    formset = part_formsets.ReferenceFormSet
    fields = ["source", "position"]
    record_fields = ("source",)
    related = ("source",)
    verbose_name = _("source")
    verbose_name_plural = _("sources")
    compact = bare = True
    intro = _(
        "The sources of this case study. A source that the text cites is added here by itself when you save; add those "
        "that belong in the list without being cited."
    )
    add_text = _("Add a source")
    empty_text = _("Nothing is cited yet. Cite a source in a section, and it appears here.")


class TimelineInline(PartInline):
    model = TimelineEvent
    form = part_forms.TimelineForm
    formset = part_formsets.TimelineFormSet
    fields = ["title", ("date", "precision", "until"), ("time", "zone", "circa"), "text", "citations", "position"]
    add_text = _("Add an event")
    empty_text = _("What happened when, in the order readers should see it. Say how precisely each date is known.")


class ObjectiveInline(PartInline):
    model = LearningObjective
    form = part_forms.ObjectiveForm
    fields = ["text", "position"]
    compact = bare = True
    add_text = _("Add an objective")
    empty_text = _("What students can do after working through this case: “Weigh …”, “Explain …”, “Draft …”.")


class QuestionInline(PartInline):
    model = DiscussionQuestion
    form = part_forms.QuestionForm
    formset = part_formsets.QuestionFormSet
    fields = ["prompt", ("section", "minutes"), "teacher_note", "position"]
    add_text = _("Add a question")
    empty_text = _("Open questions for a seminar. The teacher’s note stays private.")


class FigureInline(PartInline):
    model = Figure
    form = part_forms.FigureForm
    formset = part_formsets.FigureFormSet
    fields = [
        ("key", "kind"),
        "upload",
        "stored",
        "drop_poster",
        "video_url",
        "alt",
        "caption",
        ("credit", "licence"),
        "position",
    ]
    related = ("media",)
    add_text = _("Add a figure")
    empty_text = _("Pictures and links to videos. Add one here, then place it in a section by its key.")


class CasePartyInline(PartInline):
    model = CaseParty
    form = part_forms.CasePartyForm
    formset = part_formsets.CasePartyFormSet
    fields = [
        ("party", "roles"),
        "involvement",
        ("response_state", "sought_on", "responded_on"),
        "response_words",
        "response_citations",
        "position",
    ]
    record_fields = ("party",)
    related = ("party",)
    add_text = _("Add a party")
    empty_text = _("Who took part, in which role, and what each of them said when asked.")


class ClassificationInline(PartInline):
    model = Classification
    form = part_forms.ClassificationForm
    formset = part_formsets.ClassificationFormSet
    fields = [("term", "classified_by"), "reason", "position"]
    record_fields = ("term", "classified_by")
    related = ("term__framework", "classified_by")
    add_text = _("Add a classification")
    empty_text = _("Terms of published frameworks that fit this case, with the reason and who judged it.")


class CaseInstrumentInline(PartInline):
    model = CaseInstrument
    form = part_forms.CaseInstrumentForm
    formset = part_formsets.CaseInstrumentFormSet
    fields = ["instrument", "note", "position"]
    record_fields = ("instrument",)
    related = ("instrument",)
    add_text = _("Add a policy instrument")
    empty_text = _("Laws, reports and policies that this case is read beside, and how each relates to it.")


class ContributionInline(PartInline):
    model = Contribution
    form = part_forms.ContributionForm
    formset = part_formsets.ContributionFormSet
    fields = ["person", "roles", "position"]
    record_fields = ("person",)
    related = ("person",)
    add_text = _("Add a contributor")
    empty_text = _("Who wrote, edited and checked this. Publication asks for at least one person.")


INLINES = [
    SectionInline,
    ReferenceInline,
    TimelineInline,
    ObjectiveInline,
    QuestionInline,
    FigureInline,
    CasePartyInline,
    ClassificationInline,
    CaseInstrumentInline,
    ContributionInline,
]
