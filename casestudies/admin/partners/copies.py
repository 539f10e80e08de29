"""A wrong copy at the desk: what was done about it so far, reminding the partner once more, putting it off."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminTextareaWidget

from casestudies.actions.escalate_holdings import pauses, put_off, remind_now
from casestudies.admin.partners import words
from casestudies.admin.partners.pages import FormPage, desk_view, form_page
from casestudies.admin.times import moment_field, moment_in_words
from casestudies.enums import HoldingStep
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Holding
from casestudies.permissions import can_record_holdings
from casestudies.queries.holdings import cause_of, steps_about, titled, with_standing
from casestudies.queries.staff import name_of

NAME = "casestudies_holding"


class PutOffForm(forms.Form):
    remark = forms.CharField(
        label=gettext_lazy("What was agreed"),
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the copy: “Spoke to Ida Quay; they change it on Friday.”"),
        error_messages={"required": gettext_lazy("Say whom you spoke to and what was agreed.")},
    )
    until = moment_field(
        gettext_lazy("Leave it alone until"), gettext_lazy("If the copy is still wrong then, the desk is told again.")
    )


def urls(model_admin):
    return [
        path("<int:pk>/remind/", require_POST(desk_view(model_admin, remind)), name=f"{NAME}_remind"),
        path("<int:pk>/put-off/", desk_view(model_admin, put_off_page), name=f"{NAME}_put_off"),
    ]


def timeline_of(holding, account):
    """What partners/timeline.html shows. Two queries."""
    steps = steps_about(holding)
    behind = words.is_behind(holding) and holding.partner.is_active
    return {
        "holding": holding,
        "events": [
            {"at": holding.reported_at, "words": _("Reported"), "detail": words.carried(holding), "kind": "told"},
            *(_event(step, holding) for step in steps),
        ],
        "next": _next(holding, steps) if behind else "",
        "is_behind": behind,
        "contact": words.contact_of(holding.partner),
        "may_act": behind and can_record_holdings(account),
    }


def remind(request, _admin, pk):
    holding = _holding(request, pk)
    try:
        taken = remind_now(holding, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except WrongStage as error:
        messages.info(request, str(error))
    else:
        mailed = any(step.step == HoldingStep.MAILED for step in taken)
        said = _("The partner is reminded through the API, and its contact by e-mail.")
        messages.success(request, said if mailed else _("The partner is reminded through the API."))
    return HttpResponseRedirect(_address(holding))


def put_off_page(request, model_admin, pk):
    holding = _holding(request, pk)
    form = PutOffForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        title=_("You spoke to %(partner)s") % {"partner": holding.partner},
        button=_("Note it, and leave it alone until then"),
        over=words.title_of(holding),
        under=words.contact_of(holding.partner),
        back=_address(holding),
        back_to=_("Back to the copy"),
    )

    def act(now):
        put_off(holding, by=request.user, now=now, **form.cleaned_data)
        messages.success(request, _("Noted. Nobody is reminded until then."))

    return form_page(request, model_admin, form, act, page)


def _holding(request, pk):
    if not can_record_holdings(request.user):
        raise PermissionDenied
    return get_object_or_404(with_standing(titled(Holding.objects.all())), pk=pk)


def _address(holding):
    return reverse(f"admin:{NAME}_change", args=[holding.pk])


def _event(step, holding):
    said = {
        HoldingStep.REMINDED: _("Reminded through the API"),
        HoldingStep.MAILED: _mailed(step, holding),
        HoldingStep.ESCALATED: _("Given to the desk: call them"),
        HoldingStep.CALLED: _("Put off"),
        HoldingStep.RESOLVED: _("Put right"),
    }[HoldingStep(step.step)]
    by = _("by %(who)s") % {"who": name_of(step.taken_by)} if step.taken_by else ""
    return {"at": step.at, "words": said, "detail": " · ".join(filter(None, [by, step.remark])), "kind": step.step}


def _mailed(step, holding):
    if step.mailed_at:
        return _("E-mail to %(address)s") % {"address": holding.partner.contact_email}
    if step.mail_error:
        return _("E-mail not sent: %(why)s") % {"why": step.mail_error}
    return _("E-mail to %(address)s, on its way") % {"address": holding.partner.contact_email or "?"}


def _next(holding, steps):
    """What happens by itself next, and when."""
    if holding.snoozed_until:
        when = moment_in_words(holding.snoozed_until)
        return _("Put off until %(when)s. The desk is told again then, if the copy is still wrong.") % {"when": when}
    taken = {step.step: step.at for step in steps if step.cause == cause_of(holding)}
    if HoldingStep.ESCALATED in taken:
        return _("It is the desk’s turn: call the partner, and note what was agreed.")
    if HoldingStep.MAILED in taken:
        when = moment_in_words(taken[HoldingStep.MAILED] + pauses().before_desk)
        return _("If nothing comes, the desk is told on %(when)s.") % {"when": when}
    if HoldingStep.REMINDED in taken:
        when = moment_in_words(taken[HoldingStep.REMINDED] + pauses().before_mail)
        if holding.partner.contact_email:
            return _("If nothing comes, the contact gets an e-mail on %(when)s.") % {"when": when}
        return _("If nothing comes, the desk is told on %(when)s: the partner has no contact’s e-mail.") % {
            "when": when
        }
    return _("The partner is reminded within a minute.")
