"""The list of case studies: each with its edition line, its stage and its counts, in a constant number of queries."""

from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectMultipleFilter, ChoicesDropdownFilter
from unfold.decorators import display

from casestudies.admin.bulk.choices import BulkActions
from casestudies.admin.counts import count_of
from casestudies.admin.csv_cells import plain
from casestudies.admin.edition_line import has_changes, line_of
from casestudies.admin.found_places import in_words
from casestudies.admin.list_filters import (
    AssigneeFilter,
    DeadlineFilter,
    PublicStateFilter,
    TranslationFilter,
    TurnFilter,
)
from casestudies.admin.turn_cell import RELATED, deadline_cell, turn_cell
from casestudies.models import Reference, Section
from casestudies.prose.excerpt import search_words
from casestudies.publication.language_names import name_here
from casestudies.queries.draft_search import find_drafts, where_found
from casestudies.queries.drafts import seen_by


class CaseList(BulkActions):
    """The list's half of the case study's admin."""

    list_display = [
        "title_and_line",
        "stage_now",
        "turn",
        "due",
        "section_count",
        "source_count",
        "last_change",
    ]
    list_display_links = None
    list_before_template = "admin/casestudies/before_cases.html"
    list_filter = [
        TurnFilter,
        ("stage", ChoicesDropdownFilter),
        AssigneeFilter,
        DeadlineFilter,
        PublicStateFilter,
        TranslationFilter,
        ("topics", AutocompleteSelectMultipleFilter),
    ]
    list_filter_submit = True
    search_fields = ["draft_text__folded"]  # get_search_results says how
    search_help_text = _("Search the drafts’ texts and notes")
    csv_columns = [
        *("uuid", "title", "slug", "edition_words", "stage", "changes_words", "section_count", "source_count"),
        *("assignee", "deadline", "review_by", "updated_at", "updated_by"),
    ]
    csv_labels = {"updated_by": _("Last changed by")}
    ordering = [F("updated_at").desc(nulls_last=True), "-pk"]

    def changelist_view(self, request, extra_context=None):
        """Without the editor's scripts, which the list has no use for and cannot run."""
        return super().changelist_view(request, {"media": super().media} | (extra_context or {}))

    def get_queryset(self, request) -> QuerySet:
        return (
            seen_by(super().get_queryset(request), request.user, "pk")
            .select_related("public_state__edition", "updated_by", *RELATED)
            .annotate(
                sections_there=count_of(Section),
                sources_there=count_of(Reference),
                original_edition=F("translation_of__public_state__edition__number"),
            )
        )

    def get_search_results(self, request, queryset, search_term):
        """Every word in any order, whatever its case and accents; what stands in quotation marks as it stands."""
        return find_drafts(queryset, search_words(search_term)), False

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        words = search_words(changelist.query)
        found = where_found([draft.pk for draft in changelist.result_list], words) if words else {}
        for draft in changelist.result_list:
            draft.found = [(in_words(place), place) for place in found.get(draft.pk, ())]
        return changelist

    @display(description=_("case study"), ordering="title")
    def title_and_line(self, obj):
        found = getattr(obj, "found", ())
        return render_to_string(
            "admin/casestudies/list_title.html",
            {"draft": obj, "line": line_of(obj), "found": found, "translation": translation_of_list(obj)},
        )

    @display(description=_("stage"), ordering="stage")
    def stage_now(self, obj):
        return render_to_string("admin/casestudies/stage.html", {"draft": obj, "has_changes": has_changes(obj)})

    @display(description=_("edition"))
    def edition_words(self, obj):
        return plain(line_of(obj))

    @display(description=_("unpublished changes"))
    def changes_words(self, obj):
        return has_changes(obj)

    @display(description=_("whose turn"), ordering="assignee__username")
    def turn(self, obj):
        return turn_cell(obj)

    @display(description=_("deadline"), ordering="deadline")
    def due(self, obj):
        return deadline_cell(obj)

    @display(description=_("sections"), ordering="sections_there")
    def section_count(self, obj):
        return obj.sections_there

    @display(description=_("sources"), ordering="sources_there")
    def source_count(self, obj):
        return obj.sources_there

    @display(description=_("last changed"), ordering="updated_at")
    def last_change(self, obj):
        return render_to_string("admin/casestudies/who_when.html", {"at": obj.updated_at, "who": obj.updated_by})


def translation_of_list(obj):
    """What the list says of a translation; None for what is none. Reads `original_edition`, which the list asks for."""
    if obj.translation_of_id is None:
        return None
    return {
        "language": name_here(obj.language),
        "follows": obj.follows,
        "is_behind": (obj.follows or 0) < (obj.original_edition or 0),
    }
