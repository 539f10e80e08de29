"""What happened to a case study: its editions, the saves between them with what each changed, and what was deleted."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casestudies.actions.name_revision import name_revision
from casestudies.admin.answers import answer, number_in
from casestudies.admin.edition_line import edition_line
from casestudies.admin.seen import seen_case
from casestudies.models import Account, CaseStudy, Edition, Revision, Section
from casestudies.permissions import can_edit, can_restore
from casestudies.publication.compare_outline import in_words, removed_sections

MOST = 10  # in the form's tab; the page has them all
PER_PAGE = 30


@dataclass
class History:
    editions: list = field(default_factory=list)
    revisions: list = field(default_factory=list)
    deleted: list = field(default_factory=list)
    more: int = 0


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    views = [
        ("<int:pk>/history/", history_view, "revisions"),
        ("<int:pk>/history/<int:number>/name/", name_view, "name_revision"),
    ]
    return [
        path(address, wrap(view), {"model_admin": model_admin}, name=f"casestudies_casestudy_{name}")
        for address, view, name in views
    ]


def history_of(case_study: CaseStudy) -> History:
    """The editions and the last revisions, for the form's tab. Five queries."""
    editions = list(Edition.objects.filter(case_study=case_study).order_by("-number"))
    revisions = revisions_of(case_study)
    rows = list(revisions[:MOST])
    more = max(0, revisions.count() - MOST) if len(rows) == MOST else 0
    return History(edition_rows(editions), revision_rows(rows, editions), deleted_sections(case_study, rows), more)


@require_safe
def history_view(request, pk, model_admin):
    """Every revision, a page at a time, with two to choose for comparing."""
    draft = seen_case(request, pk, "public_state__edition")
    editions = list(Edition.objects.filter(case_study=draft).order_by("-number"))
    page = Paginator(revisions_of(draft), PER_PAGE).get_page(request.GET.get("page"))
    outlines = (
        Revision.objects.filter(case_study=draft).exclude(outline=[]).order_by("-number").only("number", "outline")
    )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("History"),
        "opts": model_admin.opts,
        "original": draft,
        "media": model_admin.media,
        "page": page,
        "history": History(edition_rows(editions), revision_rows(page, editions), deleted_sections(draft, outlines)),
        "may_restore": can_restore(request.user, draft),
        "may_name": can_edit(request.user, draft),
        "form_address": reverse("admin:casestudies_casestudy_change", args=[draft.pk]),
    }
    return TemplateResponse(request, "admin/casestudies/history_page.html", context)


@require_POST
def name_view(request, pk, number, model_admin):
    """Name a revision, then the history again, at that revision."""
    draft = seen_case(request, pk)
    revision = Revision.objects.filter(case_study=draft, number=number).first()

    def name():
        name_revision(revision, request.POST.get("name", ""), by=request.user, now=timezone.now())
        return _("Saved the name of revision %(number)s.") % {"number": number}

    answer(request, revision, name)
    page = number_in(request.POST, "page")
    where = f"?page={page}" if page else ""
    address = reverse("admin:casestudies_casestudy_revisions", args=[pk])
    return HttpResponseRedirect(f"{address}{where}#revision-{number}")


def revisions_of(case_study: CaseStudy):
    """Newest first, without their texts."""
    rows = Revision.objects.filter(case_study=case_study).select_related("saved_by").defer("content", "teaching")
    return rows.order_by("-number")


def edition_rows(editions):
    names = names_of(edition.published_by for edition in editions)
    return [
        {
            "edition": edition,
            "line": edition_line(edition),
            "who": names.get(edition.published_by, ""),
            "url": reverse("admin:casestudies_edition_change", args=[edition.pk]),
        }
        for edition in editions
    ]


def revision_rows(revisions, editions):
    published = {edition.content_digest: edition.number for edition in reversed(editions)}
    return [
        {
            "revision": revision,
            "edition": published.get(revision.content_digest),
            "changes": in_words(revision.outline),
            "url": reverse("admin:casestudies_revision_change", args=[revision.pk]),
        }
        for revision in revisions
    ]


def deleted_sections(case_study: CaseStudy, revisions):
    """Sections that a save took out and that are not in the draft: heading, and the text they can be had from."""
    there = None
    found = {}
    for revision in revisions:
        for uuid, heading in removed_sections(revision.outline):
            if there is None:
                there = {
                    str(each) for each in Section.objects.filter(case_study=case_study).values_list("uuid", flat=True)
                }
            if uuid not in there and uuid not in found:
                found[uuid] = {
                    "heading": heading,
                    "revision": revision.number,
                    "url": section_address(case_study, uuid, revision),
                }
    return list(found.values())


def section_address(case_study: CaseStudy, uuid: str, deleted_in: Revision) -> str:
    """Where a section that this revision took out is brought back."""
    address = reverse("admin:casestudies_casestudy_restore_section", args=[case_study.pk, uuid])
    return f"{address}?before={deleted_in.number}"


def names_of(uuids) -> dict:
    """Account names by their opaque ids; an erased account has none."""
    accounts = Account.objects.filter(uuid__in=set(uuids))
    return {account.uuid: account.get_full_name() or account.get_username() for account in accounts}
