"""The audit's list and the page of one entry. Nobody changes it; whoever may, says that they looked at an override."""

import json

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from unfold.decorators import display

from casestudies.actions.look_at_override import look_at_override
from casestudies.admin.audit.details import changes_in, facts_in
from casestudies.admin.audit.filters import AttentionFilter, SubjectFilter, VerbFilter, WhoFilter
from casestudies.admin.audit.looked_at import looked_at, page_context
from casestudies.admin.audit.sentences import line_of, name_entries, sentence_of, subject_words, who_did
from casestudies.admin.audit.subjects import page_of, record_of
from casestudies.admin.audit.verbs import said_by
from casestudies.admin.site import RecordAdmin
from casestudies.errors import CasebookError, NotAllowed
from casestudies.models import AuditEntry
from casestudies.queries.drafts import audit_seen_by


@admin.register(AuditEntry)
class AuditEntryAdmin(RecordAdmin):
    list_display = ["when", "said", "attention"]
    list_display_links = ["when"]
    list_filter = [WhoFilter, SubjectFilter, VerbFilter, AttentionFilter]
    list_filter_submit = True
    list_before_template = "admin/casestudies/audit/before_list.html"
    change_form_outer_before_template = "admin/casestudies/audit/entry.html"
    search_fields = ["verb", "subject_label", "subject_id"]
    search_help_text = gettext_lazy("Search titles and names")
    date_hierarchy = "at"
    fieldsets = [
        (
            gettext_lazy("For machines"),
            {"fields": ["uuid", "actor", "verb", "subject_type", "subject_id", "details"]},
        ),
    ]

    readonly_fields = ["details"]

    class Media:
        css = {"all": ["desk/sources.css"]}

    csv_columns = [
        "uuid",
        "at",
        "who",
        "sentence",
        "from_to",
        "subject_type",
        "subject_id",
        "verb",
        "detail",
        "flagged",
    ]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path(
                "export.jsonl", wrap(never_cache(require_safe(self.export_lines))), name="casestudies_auditentry_lines"
            ),
            path("<int:pk>/looked-at/", wrap(require_POST(self.look)), name="casestudies_auditentry_look"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        return audit_seen_by(super().get_queryset(request), request.user)

    def name_rows(self, rows):
        super().name_rows(rows)
        name_entries(rows)
        looked_at(rows)

    def get_object(self, request, object_id, from_field=None):
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            self.name_rows([entry])
        return entry

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.subject = self.one_subject(request, changelist.result_list)
        return changelist

    def one_subject(self, request, rows):
        """What the list is the history of, where it is of one record: its name, and its page if it is still there."""
        key, kind = request.GET.get("subject_id"), request.GET.get("subject_type")
        if not key or not kind or not rows:
            return None
        record = record_of(kind, key)
        return {"name": subject_words(rows[0]), "page": page_of(record) if record else ""}

    @display(description=gettext_lazy("when"), ordering="at")
    def when(self, obj):
        return render_to_string("admin/casestudies/who_when.html", {"at": obj.at})

    @display(description=gettext_lazy("what happened"))
    def said(self, obj):
        context = {"sentence": sentence_of(obj), "changes": changes_in(obj.detail, obj.names)}
        return render_to_string(
            "admin/casestudies/audit/cell.html", context | {"facts": facts_in(obj.detail, obj.names, said_by(obj.verb))}
        )

    @display(description=gettext_lazy("override"))
    def attention(self, obj):
        if not obj.flagged:
            return ""
        return _("Looked at") if obj.was_looked_at else _("To be looked at")

    @display(description=gettext_lazy("detail"))
    def details(self, obj):
        return json.dumps(obj.detail, ensure_ascii=False)

    @display(description=gettext_lazy("who"))
    def who(self, obj):
        return who_did(obj)

    @display(description=gettext_lazy("what happened"))
    def sentence(self, obj):
        return sentence_of(obj)

    @display(description=gettext_lazy("from what to what"))
    def from_to(self, obj):
        return "; ".join(f"{what}: {before} → {after}" for what, before, after in changes_in(obj.detail, obj.names))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = self.get_object(request, object_id)
        shown = page_context(entry, request.user) if entry is not None else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | shown)

    def export_lines(self, request):
        """The same rows as the CSV file, each as a JSON object on a line."""
        rows = self.rows_to_export(request)
        if isinstance(rows, HttpResponseRedirect):
            return rows
        lines = (f"{line_of(entry)}\n" for stretch in self.stretches(rows) for entry in stretch)
        return self.as_file(lines, "jsonl", "application/jsonl; charset=utf-8")

    def look(self, request, pk):
        """Say that somebody looked at an override."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entry = self.get_queryset(request).filter(pk=pk).first()
        if entry is None:
            raise Http404(_("There is no such entry."))
        try:
            look_at_override(entry, by=request.user, now=timezone.now(), note=request.POST.get("note", "")[:2000])
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except CasebookError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Noted: you have looked at this override."))
        return HttpResponseRedirect(reverse("admin:casestudies_auditentry_change", args=[pk]))
