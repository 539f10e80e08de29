"""Adding sources from elsewhere: one box for addresses, DOIs, BibTeX, RIS and CSL-JSON; first a preview, then the work.

Between the two pages the plan travels signed in the form, so that nothing half-done lies about on the server.
"""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminTextareaWidget

from casestudies.actions.jobs import ask_job
from casestudies.enums import JobKind
from casestudies.errors import CasebookError, NotAllowed, NotReady
from casestudies.exchange.citations.entry import Entry
from casestudies.exchange.citations.lookup import look_up_all
from casestudies.exchange.citations.reading import MOST_BYTES, decode, read_citations
from casestudies.exchange.source_import import create_source, plan
from casestudies.models import Source
from casestudies.permissions import can_edit_library
from casestudies.queries.source_twins import Twins, plain_doi

SALT = "casebook.import-sources"
DAY = 24 * 60 * 60
MOST_SHOWN = 1000


class ImportForm(forms.Form):
    pasted = forms.CharField(
        label=_("Addresses, DOIs or citations"),
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 10, "spellcheck": "false", "autofocus": True}),
        help_text=_("One address or DOI a line; or BibTeX, RIS or CSL-JSON as your reference manager copies it."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".bib,.ris,.json,.txt"}),
        help_text=_("An export of Zotero or another program: .bib, .ris or .json, at most 10 MB."),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload is not None and upload.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Export a part of your library at a time."))
        return upload

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("file")
        if self.errors:
            return cleaned
        name = "file" if upload else "pasted"
        try:
            cleaned["reading"] = read_citations(decode(upload.read()) if upload else cleaned["pasted"])
        except CasebookError as error:
            self.add_error(name, str(error))
        return cleaned


def urls(model_admin):
    """`admin:casestudies_source_import`, under the list of sources."""
    wrap = model_admin.admin_site.admin_view
    return [
        path("import/", wrap(lambda request: import_view(request, model_admin)), name="casestudies_source_import"),
    ]


def import_view(request, model_admin):
    """GET asks; POST previews what was given; POST with a plan does it."""
    if not model_admin.has_add_permission(request) or not can_edit_library(request.user):
        raise PermissionDenied
    if request.method == "POST" and "plan" in request.POST:
        return carry_out(request, model_admin)
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
    else:
        form = ImportForm(initial={"pasted": request.GET.get("pasted", "")})
    if request.method == "POST" and form.is_valid():
        return preview(request, model_admin, form)
    return page(request, model_admin, form)


def preview(request, model_admin, form):
    reading = form.cleaned_data["reading"]
    if reading.addresses:
        entries, failed = looked_up(reading.addresses)
    else:
        entries, failed = reading.entries, []
    planned = plan(entries)
    upload = form.cleaned_data.get("file")
    label = upload.name if upload else reading.format
    new = [row for row in planned if row.is_new]
    signed = signing.dumps(
        {"by": request.user.pk, "label": label[:200], "items": [row.as_json() for row in planned]},
        salt=SALT,
        compress=True,
    )
    twins = {source.key: source for source in Source.objects.filter(key__in=[row.twin for row in planned if row.twin])}
    rows = [{"row": row, "twin": twins.get(row.twin)} for row in planned[:MOST_SHOWN]]
    context = {"format": reading.format, "rows": rows, "total": len(planned), "new": len(new), "plan": signed}
    context |= {"failed": failed, "only": new[0] if len(planned) == len(new) == 1 else None}
    return page(request, model_admin, form, **context)


def looked_up(addresses):
    """The entries that the web answered for, and those that it did not, each with a form to fill in by hand."""
    known, unknown = Twins.of_library(), []
    asked = []
    for address in addresses:
        doi = plain_doi(address)
        csl = {"DOI": doi, "title": address} if doi else {"URL": address, "title": address}
        if known.find({"doi": doi, "url": "" if doi else address}):
            unknown.append(Entry(address, csl))  # known already: the plan says so, and nobody need be asked
        else:
            asked.append(address)
    found = look_up_all(asked)
    failed = [
        {"where": entry.where, "problem": entry.problem, "address": add_address(entry)}
        for entry in found
        if entry.problem
    ]
    return [*unknown, *(entry for entry in found if not entry.problem)], failed


def add_address(entry):
    """The empty form of a source with what is known of it."""
    known = {"url": entry.csl.get("URL", ""), "doi": entry.csl.get("DOI", "")}
    return (
        f"{reverse('admin:casestudies_source_add')}?{urlencode({name: text for name, text in known.items() if text})}"
    )


def carry_out(request, model_admin):
    try:
        plan = signing.loads(request.POST["plan"], salt=SALT, max_age=DAY)
    except signing.BadSignature:
        messages.error(request, _("This preview is older than a day, or not whole. Paste the citations again."))
        return HttpResponseRedirect(reverse("admin:casestudies_source_import"))
    if plan["by"] != request.user.pk:
        raise PermissionDenied
    rows = plan["items"]
    try:
        if len(rows) == 1 and not rows[0]["problem"]:
            return created(request, rows[0])
        job = ask_job(
            JobKind.IMPORT_SOURCES,
            str(_("Import of sources: %(label)s") % {"label": plan["label"]}),
            {"items": rows},
            by=request.user,
            now=timezone.now(),
        )
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    return HttpResponseRedirect(reverse("desk_job", args=[job.uuid]))


def created(request, row):
    """One work is added at once, and its form opened, for somebody to look over what a machine read."""
    found = Twins.of_library().find(row["item"])
    if found:
        messages.info(request, _("It is in the library already: “%(key)s”.") % {"key": found[0]})
        return HttpResponseRedirect(with_key(found[0]))
    try:
        source = create_source(row["item"], by=request.user, now=timezone.now())
    except NotReady as error:
        messages.error(request, _("Nothing was added. %(why)s") % {"why": error})
        return HttpResponseRedirect(reverse("admin:casestudies_source_import"))
    messages.success(
        request, _("Added as “%(key)s”. Compare it with the work itself: a program read this.") % {"key": source.key}
    )
    return HttpResponseRedirect(reverse("admin:casestudies_source_change", args=[source.pk]))


def with_key(key):
    return reverse("admin:casestudies_source_with_key", args=[key])


def page(request, model_admin, form, **context):
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Add sources"),
        "opts": model_admin.opts,
        "media": model_admin.media + form.media,
        "form": form,
        **context,
    }
    if "new" in context:
        context["button"] = ngettext("Add this source", "Add %(count)s sources", context["new"]) % {
            "count": context["new"]
        }
    return TemplateResponse(request, "admin/casestudies/sources/import.html", context)
