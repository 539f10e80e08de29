"""Reports from readers: the list of them, and a page for each on which it is settled and answered."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from casestudies.actions.settle_report import LONGEST_ANSWER, accept_report, answer_report, decline_report
from casestudies.admin.addresses import public_state
from casestudies.admin.edition_line import line_of
from casestudies.admin.seen import Seen, SeenCaseFilter
from casestudies.admin.site import RecordAdmin
from casestudies.enums import ReportState
from casestudies.errors import CasebookError, NotAllowed
from casestudies.models import ErrorReport, Section
from casestudies.permissions import can_see_drafts, can_settle_report

DONE = {
    "accept": (accept_report, _("The report is accepted. Mend the text and publish a correction.")),
    "decline": (decline_report, _("The report is declined. The text stands.")),
}


class AnswerForm(forms.Form):
    """What goes to the reader; the action checks it, whoever calls it."""

    answer = forms.CharField(
        label=_("Answer to the reader"),
        required=False,  # the other buttons of the form ask for none
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8, "maxlength": LONGEST_ANSWER, "dir": "auto"}),
        help_text=_(
            "It goes by e-mail, signed by the desk, above what the reader wrote. There is one answer to a report: "
            "accept or decline it first if the record is to say so."
        ),
    )


@admin.register(ErrorReport)
class ErrorReportAdmin(Seen, RecordAdmin):
    """Read by who sees the draft; settled by who reviews. The reader's address is on the report's page alone."""

    list_display = ["what", "case_study", "state", "received_at", "wants_answer"]
    list_display_links = None
    list_filter = [("state", ChoicesDropdownFilter), ("case_study", SeenCaseFilter)]
    list_filter_submit = True
    list_select_related = ["case_study"]
    search_fields = ["message", "quote", "case_study__title"]
    csv_columns = [
        *("uuid", "case_study__uuid", "case_study", "edition_number", "section", "quote", "message"),
        *("state", "received_at", "settled_at", "settled_by"),
    ]
    csv_labels = {"case_study__uuid": _("UUID of the case study")}
    ordering = ["-received_at", "-pk"]

    def has_view_permission(self, request, obj=None):
        return can_see_drafts(request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        report = self.get_object(request, object_id)
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        return report_page(request, report, self)

    @display(description=_("report"), ordering="message")
    def what(self, obj):
        address = reverse("admin:casestudies_errorreport_change", args=[obj.pk])
        return format_html(
            '<a class="desk-title" href="{}">{}</a>', address, Truncator(" ".join(obj.message.split())).chars(110)
        )

    @display(description=_("wants an answer"), boolean=True)
    def wants_answer(self, obj):
        return bool(obj.email)


def report_page(request, report, model_admin):
    """GET: what the reader wrote, where it stands, what can be done. POST: one of these."""
    typed, refusal = "", ""
    if request.method == "POST":
        typed = request.POST.get("answer", "").replace("\r\n", "\n").replace("\0", "")
        try:
            messages.success(request, act(request, report, typed))
            if request.POST.get("do") not in DONE or not typed.strip():
                return HttpResponseRedirect(request.path)
            report.refresh_from_db()  # an answer that was begun stays on the page
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except CasebookError as error:
            refusal = str(error)
            report.refresh_from_db()
    draft = report.case_study
    may_settle = can_settle_report(request.user, draft)
    state = public_state(draft)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Report from a reader"),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "report": report,
        "draft": draft,
        "line": line_of(draft),
        "section": section_of(report),
        "form_address": reverse("admin:casestudies_casestudy_change", args=[draft.pk]),
        "list_address": reverse("admin:casestudies_errorreport_changelist"),
        "page_address": f"/cases/{state.slug}/{'#' + report.section if report.section else ''}" if state else "",
        "may_settle": may_settle,
        "is_open": report.state != ReportState.ANSWERED,
        "form": AnswerForm(initial={"answer": typed}),
        "refusal": refusal,
    }
    return TemplateResponse(request, "admin/casestudies/report.html", context, status=422 if refusal else 200)


def act(request, report, typed):
    """Do what the button says; returns the sentence that says so. Raises what the actions raise."""
    doing, now = request.POST.get("do", ""), timezone.now()
    if doing in DONE:
        action, sentence = DONE[doing]
        action(report, by=request.user, now=now)
        return sentence
    answer_report(report, by=request.user, now=now, words=typed)
    return _("The answer is on its way to the reader.")


def section_of(report):
    """The section of the draft that the report means, with its place in the form; None when it is not there now."""
    if not report.section:
        return None
    sections = list(Section.objects.filter(case_study=report.case_study_id).order_by("position", "id").defer("prose"))
    for index, section in enumerate(sections):
        if section.anchor == report.section:
            return {"heading": section.heading, "target": f"sections-{index}"}
    return None
