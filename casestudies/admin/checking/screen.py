"""The checking screen at the desk, with the requests to checkers elsewhere, and the panel beside the form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from casestudies.actions.ask_checker import agree_to_be_named, revoke_check_request
from casestudies.admin.checking.asking import AskForm, ask
from casestudies.admin.checking.sheet import back_to_row, json_answer, sheet_context, wants_json
from casestudies.admin.checking.words import act
from casestudies.admin.edition_line import line_of
from casestudies.admin.seen import seen_case
from casestudies.models import CheckRequest
from casestudies.permissions import can_check, is_check_open
from casestudies.queries.checking import progress, verdicts_of
from casestudies.queries.private_links import check_requests_of

NAME = "casestudies_casestudy_check"


def urls(model_admin):
    def view(request, pk):
        return check_view(request, pk, model_admin)

    return [path("<int:pk>/check/", never_cache(model_admin.admin_site.admin_view(view)), name=NAME)]


def check_view(request, pk, model_admin):
    """Whoever sees the draft sees how it is checked; who may check it has the buttons."""
    draft = seen_case(request, pk, "public_state__edition")
    if request.method != "POST":
        return page(request, draft, model_admin)
    if not can_check(request.user, draft):
        raise PermissionDenied
    do = request.POST.get("do", "")
    if do in DESK:
        return DESK[do](request, draft, model_admin)
    answer = act(request.POST, draft, request.user)
    context = sheet_context(request, draft, request.user, may_check=True, answer=answer)
    if wants_json(request):
        return json_answer(request, context)
    if answer.refusal:
        return page(request, draft, model_admin, context, status=answer.status)
    messages.success(request, answer.said)
    return back_to_row(request, context["sheet"].rows, answer.key)


def page(request, draft, model_admin, sheet=None, *, ask_form=None, asked=None, status=200):
    may_check = can_check(request.user, draft)
    context = {
        **model_admin.admin_site.each_context(request),
        **(sheet or sheet_context(request, draft, request.user, may_check=may_check)),
        "title": _("Fact-check"),
        "opts": model_admin.opts,
        "original": draft,
        "draft": draft,
        "line": line_of(draft),
        "form_address": reverse("admin:casestudies_casestudy_change", args=[draft.pk]),
        "requests": requests_of(draft),
        "now": timezone.now(),
        "ask_form": ask_form or AskForm(),
        "asked": asked,
    }
    return TemplateResponse(request, "admin/casestudies/check.html", context, status=status)


def requests_of(draft):
    """Who was asked, with the number of statements that each last spoke of, and whether the link leads anywhere."""
    found = check_requests_of(draft, CheckRequest.objects.annotate(answers=Count("verifications")))
    now = timezone.now()
    for request in found:
        request.leads_somewhere = is_check_open(request, now)
    return found


def ask_checker_view(request, draft, model_admin):
    """Not led elsewhere afterwards: the link is shown on this page, once."""
    form, asked = ask(request, draft)
    status = 200 if asked else 400
    return page(request, draft, model_admin, ask_form=None if asked else form, asked=asked, status=status)


def revoke_view(request, draft, model_admin):
    wanted = request.POST.get("request", "")
    known = wanted.isdecimal() and len(wanted) < 19
    found = CheckRequest.objects.filter(case_study=draft, pk=wanted).first() if known else None
    if found is None:
        messages.error(request, _("That request is not there."))
    else:
        revoke_check_request(found, by=request.user, now=timezone.now())
        messages.success(request, _("The link of %(name)s no longer opens anything.") % {"name": found.name})
    return back_to_row(request)


def name_view(request, draft, model_admin):
    agrees = request.POST.get("agrees") == "yes"
    agree_to_be_named(request.user, agrees=agrees)
    messages.success(
        request,
        _("Readers see your name with the editions from now on.") if agrees else _("Readers do not see your name."),
    )
    return back_to_row(request)


DESK = {"ask_checker": ask_checker_view, "revoke": revoke_view, "name": name_view}


def panel_context(request, obj, snapshot):
    """What the panel beside the form shows. One query."""
    found = progress(snapshot.document, verdicts_of(obj))
    return {
        "badge": f"{found.checked}/{found.statements}" if found.statements else "",
        "check_progress": found,
        "check_address": reverse(f"admin:{NAME}", args=[obj.pk]),
        "may_check": can_check(request.user, obj),
    }
