"""Importing a Word document: choose the file; then a page says what came along and what did not."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.admin.seen import seen_case
from casestudies.errors import CasebookError, NotAllowed
from casestudies.exchange.word.importing import import_word
from casestudies.exchange.word.package import MOST_BYTES
from casestudies.permissions import can_create

REPORT = "word_report"


class WordForm(forms.Form):
    file = forms.FileField(
        label=_("Word document"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("A .docx file, at most 25 MB. Headings 1 and 2 begin sections, the style Title gives the title."),
        error_messages={"required": _("Choose a Word document."), "empty": _("This file is empty.")},
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 25 MB. Take the largest pictures out and try again.")
            )
        return upload


def urls(model_admin):
    """`admin:casestudies_import_word` and `…_word_report`."""
    wrap = model_admin.admin_site.admin_view
    return [
        path("import-word/", wrap(lambda request: word_view(request, model_admin)), name="casestudies_import_word"),
        path(
            "<int:pk>/word-report/",
            wrap(lambda request, pk: report_view(request, pk, model_admin)),
            name="casestudies_word_report",
        ),
    ]


def word_view(request, model_admin):
    if not can_create(request.user):
        raise PermissionDenied
    form = WordForm(request.POST, request.FILES) if request.method == "POST" else WordForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            imported = import_word(upload.read(), upload.name, by=request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except CasebookError as error:
            form.add_error("file", str(error))
        else:
            report = {"draft": imported.draft.pk, "came": dict(imported.came), "lost": list(imported.lost)}
            request.session[REPORT] = report
            return HttpResponseRedirect(reverse("admin:casestudies_word_report", args=[imported.draft.pk]))
    context = {"title": _("Import a Word document"), "form": form}
    status = 400 if form.errors else 200
    return answer(request, model_admin, "admin/casestudies/import_word.html", context, status)


def report_view(request, pk, model_admin):
    """What became of the document that this session imported last."""
    draft = seen_case(request, pk)
    report = request.session.get(REPORT) or {}
    if report.get("draft") != draft.pk:
        messages.info(request, _("The report of the import is among the draft’s notes."))
        return HttpResponseRedirect(reverse("admin:casestudies_casestudy_change", args=[draft.pk]))
    context = {"title": _("Imported"), "draft": draft, "came": report["came"], "lost": report["lost"]}
    return answer(request, model_admin, "admin/casestudies/word_report.html", context)


def answer(request, model_admin, template, context, status=200):
    context = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, **context}
    return TemplateResponse(request, template, context, status=status)
