"""A wrong copy at the desk: what was done about it so far, reminding the partner once more, putting it off."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from casestudies.actions.escalate_holdings import pauses, put_off, remind_now
from casestudies.admin.partners import words
from casestudies.enums import HoldingStep
from casestudies.errors import NotAllowed, NotReady, WrongStage
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
    until = forms.DateTimeField(
        label=gettext_lazy("Leave it alone until"),
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("If the copy is still wrong then, the desk is told again."),
        error_messages={"required": gettext_lazy("Choose the day."), "invalid": gettext_lazy("Choose the day.")},
    )


def urls(model_admin):
    def page(view):
        return never_cache(model_admin.admin_site.admin_view(lambda request, pk: view(request, model_admin, pk)))

    return [
        path("<int:pk>/remind/", page(require_POST(remind)), name=f"{NAME}_remind"),
        path("<int:pk>/put-off/", page(put_off_page), name=f"{NAME}_put_off"),
    ]


def timeline_of(holding, account):
    """What partners/timeline.html shows. Two queries."""
    steps = steps_about(holding)
    behind = words.is_behind(holding) and holding.partner.is_active
    return {
        "holding": holding,
        "events": [
            {"at": holding.reported_at, "words": _told(holding), "detail": "", "kind": "told"},
            *(_event(step, holding) for step in steps),
        ],
        "next": _next(holding, steps) if behind else "",
        "is_behind": behind,
        "may_act": behind and can_record_holdings(account),
    }


def remind(request, model_admin, pk):
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
    if request.method == "POST" and form.is_valid():
        try:
            put_off(holding, by=request.user, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except NotReady as error:
            for problem in error.problems:
                form.add_error(problem.place, problem.message)
        except WrongStage as error:
            messages.info(request, str(error))
            return HttpResponseRedirect(_address(holding))
        else:
            messages.success(request, _("Noted. Nobody is reminded until then."))
            return HttpResponseRedirect(_address(holding))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Put off"),
        "opts": model_admin.opts,
        "holding": holding,
        "holding_title": words.title_of(holding),
        "form": form,
        "address": _address(holding),
    }
    template = "admin/casestudies/partners/put_off.html"
    return TemplateResponse(request, template, context, status=400 if form.errors else 200)


def _holding(request, pk):
    if not can_record_holdings(request.user):
        raise PermissionDenied
    return get_object_or_404(with_standing(titled(Holding.objects.all())), pk=pk)


def _address(holding):
    return reverse(f"admin:{NAME}_change", args=[holding.pk])


def _told(holding):
    if holding.edition is None:
        return _("Reported as taken down")
    return _("Reported: carries edition %(number)s") % {"number": holding.edition.number}


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
    if step.sent_at:
        return _("E-mail to %(address)s") % {"address": holding.partner.contact_email}
    if step.error:
        return _("E-mail not sent: %(why)s") % {"why": step.error}
    return _("E-mail to %(address)s, on its way") % {"address": holding.partner.contact_email or "?"}


def _next(holding, steps):
    """What happens by itself next, and when."""
    if holding.snoozed_until:
        when = _when(holding.snoozed_until)
        return _("Put off until %(when)s. The desk is told again then, if the copy is still wrong.") % {"when": when}
    taken = {step.step: step.at for step in steps if step.cause == cause_of(holding)}
    if HoldingStep.ESCALATED in taken:
        return _("It is the desk’s turn: call the partner, and note what was agreed.")
    if HoldingStep.MAILED in taken:
        when = _when(taken[HoldingStep.MAILED] + pauses().before_desk)
        return _("If nothing comes, the desk is told on %(when)s.") % {"when": when}
    if HoldingStep.REMINDED in taken:
        when = _when(taken[HoldingStep.REMINDED] + pauses().before_mail)
        if holding.partner.contact_email:
            return _("If nothing comes, the contact gets an e-mail on %(when)s.") % {"when": when}
        return _("If nothing comes, the desk is told on %(when)s: the partner has no contact’s e-mail.") % {
            "when": when
        }
    return _("The partner is reminded within a minute.")


def _when(moment):
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}"
