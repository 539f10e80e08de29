"""The removal of an edition's text: a page on which one person asks for it, and another agrees or refuses."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from casestudies.actions.redact import ask_to_redact, redact, refuse_redaction
from casestudies.admin.edition_line import edition_line
from casestudies.admin.problems import put_in_form
from casestudies.admin.workflow.forms import words
from casestudies.enums import RedactionState
from casestudies.errors import CasebookError, NotAllowed, NotReady, WrongStage
from casestudies.models import Edition
from casestudies.permissions import can_agree, can_redact
from casestudies.queries.editions import with_titles

PAGE = "casestudies_edition_redact"


class AskForm(forms.Form):
    reason = words(
        gettext_lazy("Legal reason"),
        gettext_lazy("The order or the law, its date, and what it concerns. It is kept for good, and not published."),
        required=gettext_lazy("Give the legal reason. It is kept for good."),
    )


class AgreeForm(forms.Form):
    is_meant = forms.BooleanField(
        label=gettext_lazy("I have read the reason, and know that nothing brings the text back"),
        error_messages={"required": gettext_lazy("Tick this if you mean it: nothing brings the text back.")},
    )


class RefuseForm(forms.Form):
    """Whoever asked may say nothing; the action asks everybody else why."""

    answer = words(gettext_lazy("Why the text is to stay"), required=None)
    answer.required = False


def urls(model_admin):
    def page(request, pk):
        return redaction_page(request, model_admin, pk)

    return [path("<int:pk>/redact/", never_cache(model_admin.admin_site.admin_view(page)), name=PAGE)]


def link_to(edition, account):
    """What the edition's own page says of it: that it was removed, that somebody asks, or the way to ask."""
    if not can_redact(account, edition.case_study):
        return _("Removed for a legal reason") if hasattr(edition, "redaction") else ""
    if hasattr(edition, "redaction"):
        label = _("Removed for a legal reason: who and why")
    elif edition.redaction_requests.filter(state=RedactionState.OPEN).exists():
        label = _("Somebody asks for its removal: look at it")
    else:
        label = _("Remove its text for a legal reason…")
    return format_html('<a class="desk-link" href="{}">{}</a>', reverse(f"admin:{PAGE}", args=[edition.pk]), label)


def redaction_page(request, model_admin, pk):
    """GET: what would go and what would stay, and where the matter stands. POST: one step, named by `do`."""
    edition = _edition(pk)
    if not can_redact(request.user, edition.case_study):
        raise PermissionDenied(_("You may not remove the text of an edition."))
    wish = _open_wish(edition)
    doing, typed = request.POST.get("do", ""), request.POST if request.method == "POST" else None
    made = {
        "ask": AskForm(typed if doing == "ask" else None),
        "agree": AgreeForm(typed if doing == "agree" else None),
        "refuse": RefuseForm(typed if doing == "refuse" else None),
    }
    refusal, status = "", 200
    if request.method == "POST":
        try:
            said = _act(request, edition, wish, doing, made.get(doing))
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except CasebookError as error:
            refusal, status = str(error), 409
            edition = _edition(pk)
            wish = _open_wish(edition)
        else:
            if said:
                messages.success(request, said)
                return HttpResponseRedirect(request.path)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Remove the text of an edition"),
        "opts": model_admin.opts,
        "media": model_admin.media,
        "edition": edition,
        "line": edition_line(edition),
        "back": reverse("admin:casestudies_edition_change", args=[pk]),
        "wish": wish,
        "settled": _wishes(edition).exclude(state=RedactionState.OPEN),
        "is_removed": hasattr(edition, "redaction"),
        "may_agree": wish is not None and can_agree(request.user, wish),
        "refusal": refusal,
        **{f"{name}_form": form for name, form in made.items()},
    }
    return TemplateResponse(request, "admin/casestudies/redaction.html", context, status=status)


def _edition(pk):
    rows = with_titles(Edition.objects.all()).select_related("case_study__public_state", "redaction")
    edition = rows.filter(pk=pk).first()
    if edition is None:
        raise Http404
    return edition


def _wishes(edition):
    return edition.redaction_requests.select_related("asked_by", "settled_by", "edition__case_study")


def _open_wish(edition):
    return _wishes(edition).filter(state=RedactionState.OPEN).first()


def _act(request, edition, wish, doing, form):
    """What was done in a sentence; "" where the form has something wrong in it. Raises what the actions raise."""
    if form is None or not form.is_valid():
        return ""
    by, now = request.user, timezone.now()
    try:
        if doing == "ask":
            ask_to_redact(edition, by=by, now=now, reason=form.cleaned_data["reason"])
            return _("You asked for it. Somebody else has to agree before anything is removed.")
        if wish is None:
            raise WrongStage(_("Nobody asks for it any more. See below what was decided."))
        if doing == "agree":
            redact(wish, by=by, now=now)
            return _("The text is removed. Partners are told to take down every copy.")
        refuse_redaction(wish, by=by, now=now, answer=form.cleaned_data["answer"])
        return _("The text stays, and those concerned are told.")
    except NotReady as error:
        put_in_form(form, error.problems)
        return ""
