"""The preview beside the form: the draft as saved, as typed, or as a revision had it."""

import json

from csp.decorators import csp
from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from casestudies.admin.media import raw_picture
from casestudies.admin.preview.page import draft_answer
from casestudies.admin.preview.typed_draft import typed_draft
from casestudies.models import CaseStudy, Revision, WorkingCopy
from casestudies.permissions import can_grant_pass, can_share, is_preview_open
from casestudies.publication.snapshot import document_of, take_snapshot
from casestudies.queries.drafts import drafts_seen_by
from casestudies.queries.private_links import preview_links_of

# As strict as a reader's page; only the form may frame it.
FRAMED = csp(
    {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
)


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path("<int:pk>/preview/", wrap(FRAMED(xframe_options_sameorigin(preview))), name=NAME),
        path("preview-picture/<str:sha256>.<str:extension>", wrap(picture), name="casestudies_preview_picture"),
    ]


NAME = "casestudies_casestudy_preview"
MOST_LINKS = 20
PICTURES = "/admin/casestudies/casestudy/preview-picture/"


def picture(request, sha256: str, extension: str):
    """A draft's picture under the name that a page gives it."""
    return raw_picture(request, sha256)


def preview(request, pk: int) -> HttpResponse:
    """GET: `?revision=7` or the draft, with what this person typed and did not save. POST: the form's own fields."""
    draft = seen_draft(request, pk)
    theme = request.POST.get("_theme", request.GET.get("theme", ""))
    common = {"media_root": PICTURES, "theme": theme}
    now = timezone.now()
    if request.method == "POST":
        typed = dict(request.POST.lists())
        document = document_of(typed_draft(draft, typed))
        notice = _("It shows what you typed, saved or not.")
        return draft_answer(draft, document, what=_("As typed"), at=now, notice=notice, **common)
    if number := request.GET.get("revision", ""):
        revision = revision_of(draft, number)
        notice = _("This is how revision %(number)s had it.") % {"number": revision.number}
        document = json.loads(revision.content)
        what = revision_name(revision)
        return draft_answer(draft, document, what=what, at=revision.saved_at, notice=notice, **common)
    copy = WorkingCopy.objects.filter(case_study=draft, account=request.user).first()
    if copy:
        notice = _("It shows what you typed on %(when)s and did not save.") % {
            "when": date_format(timezone.localtime(copy.kept_at), "j F Y, H:i")
        }
        document = document_of(typed_draft(draft, copy.fields))
        return draft_answer(draft, document, what=_("As typed"), at=copy.kept_at, notice=notice, **common)
    notice = _("It shows the text as it was last saved.")
    return draft_answer(
        draft, take_snapshot(draft).document, what=draft_name(draft), at=saved_at(draft), notice=notice, **common
    )


def seen_draft(request, pk: int) -> CaseStudy:
    """The draft, or 404: to whom may not see it, it does not exist."""
    draft = drafts_seen_by(request.user).filter(pk=pk).first()
    if draft is None:
        raise Http404(_("There is no such case study."))
    return draft


def revision_of(draft: CaseStudy, number: str) -> Revision:
    found = number.isdecimal() and len(number) < 10
    revision = Revision.objects.filter(case_study=draft, number=number).first() if found else None
    if revision is None:
        raise Http404(_("This case study has no such revision."))
    return revision


def draft_name(draft: CaseStudy) -> str:
    return _("Revision %(number)s") % {"number": draft.version} if draft.version else _("Draft")


def revision_name(revision: Revision) -> str:
    name = _("Revision %(number)s") % {"number": revision.number}
    return f"{name}: {revision.name}" if revision.name else name


def saved_at(draft: CaseStudy):
    return draft.updated_at or draft.created_at


def panel_context(request, obj, snapshot):
    """What the rail's panel shows: the private links that work now. One query, and two for each maker."""
    shown = {"preview_address": reverse(f"admin:{NAME}", args=[obj.pk])}
    if can_grant_pass(request.user, obj):
        shown["teacher_pass_address"] = f"{reverse('admin:casestudies_teacherpass_grant')}?case={obj.pk}"
    if not can_share(request.user, obj):
        return shown
    now = timezone.now()
    working = [link for link in preview_links_of(obj) if is_preview_open(link, now)][:MOST_LINKS]
    return shown | {
        "badge": str(len(working)) if working else "",
        "preview_links": working,
        "preview_links_address": reverse("admin:casestudies_casestudy_preview_links", args=[obj.pk]),
    }
