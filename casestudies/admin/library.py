"""What the shared records have in common in the admin: an audit entry for each change, keys that stay, approvals."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from casestudies.actions.note_library_change import note_library_change
from casestudies.actions.tell_outdated import tell_outdated
from casestudies.admin.library_differences import HIDDEN
from casestudies.admin.library_forms import LibraryForm
from casestudies.admin.row_html import draw_rows
from casestudies.admin.site import DeskAdmin
from casestudies.permissions import can_see
from casestudies.queries.approval import approvals_resting_on

# As much of a value as the audit keeps.
MOST = 500


class LibraryAdmin(DeskAdmin):
    """`fixed_fields` are typed once, when the record is made: files, citations and partners know it by them."""

    form = LibraryForm
    change_form_before_template = "admin/casestudies/approvals.html"
    fixed_fields = ("key",)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user})

    def get_fieldsets(self, request, obj=None):
        (name, options), *rest = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj) or "base_version" in options["fields"]:
            return [(name, options), *rest]
        return [(name, {**options, "fields": [*options["fields"], *HIDDEN]}), *rest]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        return [*readonly, *self.fixed_fields] if obj else readonly

    def render_change_form(self, request, context, *args, **kwargs):
        for part in context["inline_admin_formsets"]:
            part.drawn_rows = draw_rows(part)
        record = context.get("original")
        if record is not None and self.has_change_permission(request, record):
            context["approvals"] = titles_seen(approvals_resting_on(record), request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            verb = "changed" if change else "created"
            detail = from_to(form, formsets) if change else {}
            note_library_change(form.instance, verb, by=request.user, now=timezone.now(), detail=detail)
            outdated = tell_outdated(form.instance, form.approvals, by=request.user, now=timezone.now())
            if seen := titles_seen(outdated, request.user):
                text = _("The approval does not cover the new text of %(titles)s. Have it approved again.")
                self.message_user(request, text % {"titles": seen}, messages.WARNING)

    def delete_model(self, request, obj):
        note_library_change(obj, "deleted", by=request.user, now=timezone.now())
        super().delete_model(request, obj)


def titles_seen(case_studies, account):
    """The titles of those drafts that the account sees, in words; nothing is said of the others."""
    seen = [case_study for case_study in case_studies if can_see(account, case_study)]
    return ", ".join(_("“%(title)s”") % {"title": case_study.title} for case_study in seen)


def from_to(form, formsets):
    """What a save changed, for the audit: `{"year": "2024", "year_before": "2023", "authors": "changed"}`."""
    detail = {}
    for name in form.changed_data:
        if name not in HIDDEN:
            detail[name] = in_words(form.cleaned_data.get(name))
            detail[f"{name}_before"] = in_words(form.initial.get(name))
    return detail | {formset.prefix: "changed" for formset in formsets if formset.has_changed()}


def in_words(value):
    return "" if value is None else str(value)[:MOST]
