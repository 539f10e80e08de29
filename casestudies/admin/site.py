"""What every page of the desk shares: how records are chosen, deleted and shown, and the first page."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ERROR_FLAG
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from js_asset import Media
from unfold.admin import ModelAdmin

from casestudies.admin.audit.subjects import HasHistory
from casestudies.admin.autocomplete import RecordField, RecordsField, RecordsWidget, RecordWidget
from casestudies.admin.export import ExportsList
from casestudies.admin.seen import ShownTo, among_seen
from casestudies.models import CaseStudy
from casestudies.queries.publication import publication


class ChoosesRecords:
    """`record_fields` names the relations that are chosen by typing."""

    record_fields = ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.record_fields:
            kwargs |= {"widget": RecordWidget(db_field, self.admin_site), "form_class": RecordField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.record_fields:
            kwargs |= {"widget": RecordsWidget(db_field, self.admin_site), "form_class": RecordsField}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class DeskAdmin(ChoosesRecords, HasHistory, ExportsList, ShownTo, ModelAdmin):
    """A record that editors change. One that case studies use is not deleted; the message says which they are."""

    compressed_fields = False
    warn_unsaved_form = True
    list_per_page = 50
    actions = None

    def case_studies_using(self, obj):
        """The case studies whose drafts would lose something with this record."""
        return CaseStudy.objects.none()

    def delete_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id)
        if obj is not None and self.has_delete_permission(request, obj):
            users = self.case_studies_using(obj)
            if users.exists():
                seen = list(among_seen(users, request.user).distinct().order_by("title"))
                self.message_user(request, in_use(obj, seen), messages.ERROR)
                return HttpResponseRedirect(
                    reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
                )
        return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request, extra_context=None):
        """A number too large for the database, in a filter nobody clicked, is answered as any other wrong filter."""
        try:
            answer = super().changelist_view(request, extra_context)
            # The rows are read while the page is made, so it is made here.
            return answer.render() if hasattr(answer, "render") else answer
        except OverflowError:
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def render_change_form(self, request, context, *args, **kwargs):
        # The editor's import map runs only under the page's nonce.
        context["media"] = Media.from_media(context["media"], nonce=str(getattr(request, "csp_nonce", "")))
        return super().render_change_form(request, context, *args, **kwargs)


class RecordAdmin(ExportsList, ShownTo, ModelAdmin):
    """A row of the record: anybody who may see it sees all of it, nobody changes it here."""

    compressed_fields = False
    list_per_page = 50
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def in_use(obj, case_studies):
    """The sentence that says why a record cannot be deleted; names none that the reader may not see."""
    if not case_studies:
        return _("“%(record)s” cannot be deleted: it is still needed.") % {"record": obj}
    titles = [f"“{case_study.title}”" for case_study in case_studies[:5]]
    if len(case_studies) > 5:
        titles.append(_("and %(count)s more") % {"count": len(case_studies) - 5})
    message = ngettext(
        "“%(record)s” cannot be deleted: a case study uses it: %(titles)s. Take it out there first.",
        "“%(record)s” cannot be deleted: case studies use it: %(titles)s. Take it out there first.",
        len(case_studies),
    )
    return message % {"record": obj, "titles": ", ".join(map(str, titles))}


def site_name(request):
    """The publication's name, read once a request."""
    if not hasattr(request, "publication_name"):
        request.publication_name = publication().name
    return request.publication_name


admin.site.empty_value_display = "–"
