"""The record as the desk sees it: editions, corrections, withdrawals, revisions. All of it read only."""

import json

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from casestudies.admin import redaction
from casestudies.admin.actors import NamesActors
from casestudies.admin.addresses import edition_address
from casestudies.admin.changes import changed_parts
from casestudies.admin.edition_line import edition_line
from casestudies.admin.seen import Seen, SeenCaseFilter
from casestudies.admin.site import RecordAdmin
from casestudies.models import Correction, Edition, Revision, Withdrawal
from casestudies.prose.html import parse_html
from casestudies.prose.text import plain_text
from casestudies.queries.editions import with_titles

# What a notice says of its edition, in an export.
OF_EDITION = ("edition__case_study__uuid", "edition__title", "edition__number")
EDITION_LABELS = {
    "edition__case_study__uuid": _("UUID of the case study"),
    "edition__title": _("Title"),
    "edition__number": _("Edition"),
}


@admin.register(Edition)
class EditionAdmin(NamesActors, RecordAdmin):
    actor_field = "published_by"
    list_display = ["title_and_line", "kind", "change_note"]
    csv_columns = [
        *("case_study__uuid", "title", "number", "kind", "published_at", "who", "change_note"),
        *("edition_digest", "content_digest", "on_site"),
    ]
    csv_labels = {"case_study__uuid": _("UUID of the case study"), "title": _("Title")}
    list_display_links = None
    list_filter = [("kind", ChoicesDropdownFilter), ("case_study", SeenCaseFilter)]
    list_filter_submit = True
    search_fields = ["rendering__card__title", "change_note", "edition_digest", "content_digest"]
    date_hierarchy = "published_at"
    ordering = ["-published_at"]
    change_form_outer_after_template = "admin/casestudies/after_edition.html"
    fieldsets = [
        (None, {"fields": ["title_and_line", "on_site", "kind", "published_at", "who", "change_note"]}),
        (
            _("Digests"),
            {
                "description": _(
                    "SHA-256. The edition’s digest covers the text, the facts above and the edition before."
                ),
                "fields": ["edition_digest", "previous_digest", "content_digest", "teaching_digest", "schema_version"],
            },
        ),
    ]
    readonly_fields = ["title_and_line", "on_site", "who"]

    def get_urls(self):
        return [*redaction.urls(self), *super().get_urls()]

    def get_queryset(self, request):
        rows = with_titles(super().get_queryset(request))
        return rows.select_related("case_study__public_state", "redaction")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        removal = redaction.link_to(obj, request.user)
        return super().render_change_form(request, context | {"removal": removal}, *args, obj=obj, **kwargs)

    @display(description=_("edition"), ordering="published_at")
    def title_and_line(self, obj):
        return render_to_string("admin/casestudies/edition_cell.html", {"edition": obj, "line": edition_line(obj)})

    @display(description=_("on the site"))
    def on_site(self, obj):
        address = edition_address(obj)
        return format_html('<a class="desk-link" href="{}">{}</a>', address, address) if address else ""

    @display(description=_("published by"))
    def who(self, obj):
        return self.actor_of(obj)

    def view_on_site(self, obj):
        return edition_address(obj)


@admin.register(Revision)
class RevisionAdmin(Seen, RecordAdmin):
    list_display = ["__str__", "case_study", "saved_at", "saved_by"]
    csv_columns = ["case_study__uuid", "case_study", "number", "name", "saved_at", "saved_by", "content_digest"]
    csv_labels = {"case_study__uuid": _("UUID of the case study")}
    list_filter = [("case_study", SeenCaseFilter)]
    list_filter_submit = True
    list_select_related = ["case_study", "saved_by"]
    ordering = ["-saved_at", "-pk"]
    fields = ["case_study", "number", "name", "saved_at", "saved_by", "changes", "text", "content_digest"]
    readonly_fields = ["changes", "text"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content", "teaching")

    @display(description=_("changed in it"))
    def changes(self, obj):
        before = (
            Revision.objects.filter(case_study=obj.case_study_id, number__lt=obj.number).order_by("-number").first()
        )
        if before is None:
            return _("This is the first.")
        return ", ".join(changed_parts(json.loads(before.content), json.loads(obj.content))) or _("the teacher’s notes")

    @display(description=_("text"))
    def text(self, obj):
        sections = json.loads(obj.content)["sections"]
        shown = [(section["heading"], plain_text(parse_html(section["prose"]))) for section in sections]
        return render_to_string("admin/casestudies/revision_text.html", {"sections": shown})


@admin.register(Correction)
class CorrectionAdmin(RecordAdmin):
    list_display = ["edition", "note", "made_at"]
    csv_columns = ["uuid", *OF_EDITION, "note", "made_at"]
    csv_labels = EDITION_LABELS
    search_fields = ["note", "edition__rendering__card__title"]
    fields = ["edition", "note", "made_at"]

    def get_queryset(self, request):
        return with_titles(super().get_queryset(request), "edition__").select_related("edition__case_study")


@admin.register(Withdrawal)
class WithdrawalAdmin(NamesActors, RecordAdmin):
    actor_field = "made_by"
    list_display = ["edition", "kind", "reason", "made_at"]
    csv_columns = ["uuid", *OF_EDITION, "kind", "reason", "made_at", "who"]
    csv_labels = EDITION_LABELS
    list_filter = [("kind", ChoicesDropdownFilter)]
    list_filter_submit = True
    search_fields = ["reason", "edition__rendering__card__title"]
    fields = ["edition", "kind", "reason", "made_at", "who"]
    readonly_fields = ["who"]

    def get_queryset(self, request):
        return with_titles(super().get_queryset(request), "edition__").select_related("edition__case_study")

    @display(description=_("made by"))
    def who(self, obj):
        return self.actor_of(obj)
