"""The link of a checker without an account: one draft's statements and sources, and nothing else of the desk."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import re_path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casestudies.actions.ask_checker import agree_to_be_named, note_use
from casestudies.admin.checking.sheet import back_to_row, json_answer, sheet_context, wants_json
from casestudies.admin.checking.words import act
from casestudies.models import CheckRequest
from casestudies.permissions import is_check_open
from casestudies.queries.private_tokens import digest_of_token
from casestudies.queries.publication import publication


@require_http_methods(["GET", "HEAD", "POST"])
def outside(request, token: str) -> HttpResponse:
    """The token is the leave: 32 random bytes, kept as a digest, so that guessing leads nowhere."""
    found = CheckRequest.objects.select_related("case_study", "asked_by").filter(token_digest=digest_of_token(token))
    asked = found.first()
    if asked is None:
        sentence = _("It may have been cut short. Open it from the e-mail again.")
        return _refused(404, _("This link leads nowhere"), sentence)
    if not is_check_open(asked, timezone.now()):
        return _refused(410, _("This link has ended"), _ended(asked))
    if request.method != "POST":
        note_use(asked, now=timezone.now())
        return _page(request, asked)
    if request.POST.get("do") == "name":
        agree_to_be_named(asked, agrees=request.POST.get("agrees") == "yes")
        return _private(HttpResponseRedirect(request.path))
    answer = act(request.POST, asked.case_study, asked)
    context = sheet_context(request, asked.case_study, asked, may_check=True, answer=answer)
    if wants_json(request):
        return _private(json_answer(request, context))
    if answer.refusal:
        return _page(request, asked, context, status=answer.status)
    return _private(back_to_row(request, context["sheet"].rows, answer.key))


def _page(request, asked, sheet=None, status=200):
    context = {
        **(sheet or sheet_context(request, asked.case_study, asked, may_check=True)),
        "publication": publication(),
        "noindex": True,
        "draft": asked.case_study,
        "asked": asked,
    }
    return _private(HttpResponse(render_to_string("checking/outside.html", context, request=request), status=status))


def _ended(asked: CheckRequest) -> str:
    is_over = asked.revoked_at is None and asked.expires_at <= timezone.now()
    sentence = _("It was open for a time, and that time is over.") if is_over else _("It was taken back.")
    return f"{sentence} " + _("What you answered is kept. Ask whoever wrote to you for a new one.")


def _refused(status: int, heading: str, sentence: str) -> HttpResponse:
    context = {
        "publication": publication(),
        "status": status,
        "heading": heading,
        "sentence": sentence,
        "noindex": True,
    }
    return _private(HttpResponse(render_to_string("public/error.html", context), status=status))


def _private(answer: HttpResponse) -> HttpResponse:
    """Nobody stores it or lists it, and no link followed from it tells its address.

    `no-referrer` would make browsers send its own forms without an origin, and the CSRF check refuses those;
    `same-origin` tells other sites as little.
    """
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


urlpatterns = [re_path(r"^(?P<token>[A-Za-z0-9_-]{1,200})/$", outside, name="check_link")]
