"""A form of the desk that arrives from somebody who was signed out, or with an old token, comes back as it was typed.

Nothing of it is saved before its author sees it again and says so. What was typed travels in the page meanwhile, so
that the site keeps nothing of anybody who is not signed in.
"""

import json
from collections.abc import Callable

from django.contrib.admin import site
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from casestudies.admin.case_study import Saving
from casestudies.admin.together.form import show_as_typed
from casestudies.admin.together.typed import typed_fields, typed_lists
from casestudies.admin.together.typed_page import typed_page

DESK = "/admin/"
SIGNING = {"login", "logout"}
FORMS = {"casestudies_casestudy_change", "casestudies_casestudy_add"}
TYPED = "_typed"  # in the sign-in page: what was typed before it


class KeepTyping:
    """Middleware, after authentication: stands before the desk's own way to the sign-in page, which drops the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_form = request.method == "POST" and request.path_info.startswith(DESK) and _from_a_page(request)
        if not is_form or request.resolver_match.url_name in SIGNING or site.has_permission(request):
            return None
        return sign_in_again(request)


def sign_in_again(request, *, status: int = 200):
    """The sign-in page with what was typed in it; after signing in, the form as it was typed."""
    typed = _typed(request)
    form = AdminAuthenticationForm(request, data=request.POST if TYPED in request.POST else None)
    if TYPED in request.POST and form.is_valid():
        login(request, form.get_user())
        return _come_back(request, typed, _signed_in(request))
    context = {
        **site.each_context(request),
        "title": _("Sign in to go on"),
        "form": form,
        "app_path": request.get_full_path(),
        "typed": json.dumps(typed, ensure_ascii=False),
    }
    return TemplateResponse(request, "admin/casestudies/together/sign_in.html", context, status=status)


def token_refused(request):
    """For the desk's addresses: what the refusal of a form without its token answers.

    A form that another site sent is refused and not looked at; one of ours comes back as it was typed.
    """
    if request.content_type == "application/json":
        message = _("This page was opened before you signed in or out.")
        return JsonResponse({"why": "old_token", "message": message}, status=403)
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        return None
    if not _is_ours(request) or request.method != "POST":
        return None
    if name in SIGNING:
        return HttpResponseRedirect(request.get_full_path())
    if not site.has_permission(request):
        return sign_in_again(request, status=403)
    return _come_back(request, _typed(request), _signed_in(request), status=403)


def _come_back(request, typed, sentence: str, *, status: int = 200):
    """A case study's form is shown as it was typed; any other form can be sent again after a look at it."""
    match = resolve(request.path_info)
    if match.url_name not in FORMS:
        return typed_page(request, sentence, typed=typed, status=status, may_send=True)
    request.saving = Saving()
    known = typed.get("_known", [""])
    show_as_typed(request, typed_fields(typed) | {"_known": known}, sentence)
    request.csrf_processing_done = True  # nothing is saved
    try:
        answer = match.func(request, *match.args, **match.kwargs)
    except PermissionDenied:
        sentence = _("%(sentence)s This account may not change this case study.") % {"sentence": sentence}
        return typed_page(request, sentence, typed=typed, status=403)
    answer.status_code = status if answer.status_code == 200 else answer.status_code
    return answer


def _signed_in(request) -> str:
    sentence = _(
        "The page was opened before you last signed in, so nothing was saved. You are signed in as %(name)s now. What "
        "was typed is below; save it to keep it."
    )
    return sentence % {"name": request.user.get_username()}


def _typed(request) -> dict[str, list[str]]:
    """What was typed: carried through the sign-in page, or in this request itself. Never a password."""
    if TYPED not in request.POST:
        return {name: values for name, values in typed_lists(request).items() if "password" not in name}
    try:
        found = json.loads(request.POST[TYPED])
    except (ValueError, RecursionError):
        found = {}
    fields = found if isinstance(found, dict) else {}
    return {
        name: [value for value in values if isinstance(value, str)]
        for name, values in fields.items()
        if isinstance(values, list)
    }


def _from_a_page(request) -> bool:
    return "text/html" in request.headers.get("Accept", "") and request.content_type != "application/json"


def _is_ours(request) -> bool:
    """Whether a page of this site sent the form, as far as the browser says."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return sender.startswith(("http://", "https://")) and url_has_allowed_host_and_scheme(
        sender, {request.get_host()}, require_https=request.is_secure()
    )
