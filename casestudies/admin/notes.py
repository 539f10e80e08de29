"""Notes in the admin: a panel beside the form, the same on a page of its own, and what is done to them."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from casestudies.actions.note import edit_note, reopen_note, resolve_note, write_note
from casestudies.admin.answers import number_in
from casestudies.admin.edition_line import line_of
from casestudies.admin.seen import seen_case
from casestudies.errors import CasebookError, NotAllowed
from casestudies.models import Note, Section
from casestudies.permissions import can_discuss
from casestudies.queries.notes import may_be_mentioned, threads_of
from casestudies.queries.staff import name_of

NAME = "casestudies_casestudy_notes"
LIST = "admin/casestudies/notes/list.html"


def urls(model_admin):
    def view(request, pk):
        return notes(request, pk, model_admin)

    return [path("<int:pk>/notes/", never_cache(model_admin.admin_site.admin_view(view)), name=NAME)]


def panel_context(request, obj, snapshot):
    """What the panel shows. A constant number of queries."""
    shown = list_context(request, obj)
    count = shown["notes_open"]
    badge = ngettext("%(count)s open", "%(count)s open", count) % {"count": count} if count else ""
    return shown | {"badge": badge}


def list_context(request, draft, *, error="", typed=None):
    threads = threads_of(draft)
    return {
        "original": draft,
        "notes_address": reverse(f"admin:{NAME}", args=[draft.pk]),
        "notes_threads": [thread for thread in threads if thread.note.resolved_at is None],
        "notes_resolved": [thread for thread in threads if thread.note.resolved_at is not None],
        "notes_open": sum(1 for thread in threads if thread.note.resolved_at is None),
        "notes_sections": Section.objects.filter(case_study=draft).order_by("position", "pk").defer("prose"),
        "notes_people": [
            {"username": account.username, "name": name_of(account)} for account in may_be_mentioned(draft)
        ],
        "notes_may": can_discuss(request.user, draft),
        "notes_me": request.user.pk,
        "notes_error": error,
        "notes_typed": typed or {},
    }


def notes(request, pk, model_admin):
    """GET: the page. POST: one thing done to the notes; a script gets the list back, a form the page."""
    draft = seen_case(request, pk)
    error, typed = "", {}
    if request.method == "POST":
        try:
            act(request, draft)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except CasebookError as refusal:
            error, typed = str(refusal), request.POST
        else:
            if not wants_list(request):
                return HttpResponseRedirect(reverse(f"admin:{NAME}", args=[pk]))
    elif request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    shown = list_context(request, draft, error=error, typed=typed)
    status = 422 if error else 200
    if wants_list(request):
        return HttpResponse(render_to_string(LIST, shown, request=request), status=status)
    context = {
        **model_admin.admin_site.each_context(request),
        **shown,
        "title": _("Notes"),
        "opts": model_admin.opts,
        "draft": draft,
        "line": line_of(draft),
        "media": model_admin.media,
        "form_address": reverse("admin:casestudies_casestudy_change", args=[draft.pk]),
    }
    return TemplateResponse(request, "admin/casestudies/notes/page.html", context, status=status)


def wants_list(request) -> bool:
    return request.headers.get("X-Casebook") == "list"


def act(request, draft) -> None:
    """Do what the button says. Raises Http404 for a note that is not this case study's."""
    doing, now = request.POST.get("do", "write"), timezone.now()
    body = request.POST.get("body", "").replace("\r\n", "\n").replace("\0", "")
    if doing == "write":
        section = Section.objects.filter(case_study=draft, pk=number_in(request.POST, "section")).first()
        write_note(
            draft,
            by=request.user,
            now=now,
            body=body,
            section=section.uuid if section else None,
            passage=request.POST.get("passage", "").replace("\0", ""),
        )
        return
    note = Note.objects.filter(case_study=draft, pk=number_in(request.POST, "note")).first()
    if note is None:
        raise Http404(_("There is no such note."))
    match doing:
        case "reply":
            write_note(draft, by=request.user, now=now, body=body, reply_to=note)
        case "edit":
            edit_note(note, by=request.user, now=now, body=body)
        case "resolve":
            resolve_note(note, by=request.user, now=now)
        case "reopen":
            reopen_note(note, by=request.user, now=now)
        case _:
            raise Http404
