"""Embargo at the desk: the panel beside a case study's form, and the page that offers, moves and takes back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from casestudies.actions.api_key import works
from casestudies.actions.offer_release import cancel_release, move_release, offer_release
from casestudies.admin.edition_line import line_of
from casestudies.admin.problems import put_in_form
from casestudies.admin.seen import seen_case
from casestudies.admin.times import as_typed, moment_field, moment_in_words
from casestudies.enums import ReleaseState, ScheduleState, Scope
from casestudies.errors import NotAllowed, NotReady, StaleDraft, WrongStage
from casestudies.models import CaseStudy, Partner, Schedule
from casestudies.permissions import can_release
from casestudies.publication.snapshot import take_snapshot
from casestudies.queries.approval import why_not_approved
from casestudies.queries.releases import releases_of

NAME = "casestudies_casestudy_embargo"


class RecipientsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, partner):
        """Says where a partner could not read what it is offered."""
        keys, now = partner.api_keys.all(), timezone.now()
        if any(works(key, now) and not key.is_sandbox and Scope.EMBARGO in key.scopes for key in keys):
            return str(partner)
        return _("%(partner)s (no key of it may read texts under embargo yet)") % {"partner": partner}


class OfferForm(forms.Form):
    partners = RecipientsField(
        label=gettext_lazy("Which partners are to have it"),
        queryset=Partner.objects.filter(is_active=True).prefetch_related("api_keys").order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the partners that are to have it.")},
    )
    embargoed_until = moment_field(
        gettext_lazy("Under embargo until"),
        gettext_lazy("In the publication’s time zone. Usually the time for which the publication is scheduled."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    embargoed_until = moment_field(gettext_lazy("Move the end of the embargo to"))
    because = forms.CharField(
        label=gettext_lazy("Why, in a line to the partners"),
        required=False,
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        max_length=300,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=gettext_lazy("The partners read this, and are told to delete the text."),
        error_messages={"required": gettext_lazy("Tell the partners why.")},
    )


FORMS = {"offer": OfferForm, "move": MoveForm, "cancel": CancelForm}


def urls(model_admin):
    view = model_admin.admin_site.admin_view(lambda request, pk: page(request, pk, model_admin))
    return [path("<int:pk>/embargo/", never_cache(view), name=NAME)]


def panel_context(request, obj: CaseStudy, snapshot):
    """What panels/embargo.html shows. Three queries at most."""
    found = releases_of(obj) if obj.pk else []
    current = next((one for one in found if one.state == ReleaseState.OFFERED), None)
    recipients = [row for row in current.recipients.all() if row.withdrawn_at is None] if current else []
    return {
        "embargo": current,
        "embargo_recipients": recipients,
        "embargo_differs": differs(obj, current),
        "embargo_address": _address(obj) if obj.pk and can_release(request.user, obj) else "",
        "embargo_before": len(found) - bool(current),
        "badge": str(len(recipients)) if current else "",
    }


def differs(draft, release):
    """The time of the appointment for publication, where partners were told another."""
    if release is None:
        return None
    waiting = Schedule.objects.filter(case_study=draft, state=ScheduleState.WAITING).first()
    return waiting.publish_at if waiting and waiting.publish_at != release.embargoed_until else None


def page(request, pk, model_admin):
    """GET shows what partners hold; POST offers, moves or takes back, as `what` says."""
    draft = seen_case(request, pk)
    if not can_release(request.user, draft):
        raise PermissionDenied
    snapshot = take_snapshot(draft)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    forms_here = {name: form(None, initial=_initial(draft), prefix=name) for name, form in FORMS.items()}
    if what in FORMS:
        forms_here[what] = FORMS[what](request.POST, prefix=what)
        if forms_here[what].is_valid() and _act(request, draft, what, forms_here[what]):
            return HttpResponseRedirect(_address(draft))
    found = releases_of(draft)
    current = next((one for one in found if one.state == ReleaseState.OFFERED), None)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Embargo"),
        "opts": model_admin.opts,
        "draft": draft,
        "line": line_of(draft),
        "form_address": reverse("admin:casestudies_casestudy_change", args=[draft.pk]),
        "current": current,
        "releases": found,
        "differs": differs(draft, current),
        "why_not": why_not_approved(draft, snapshot),
        "seen": f"{snapshot.content_digest} {snapshot.teaching_digest}",
        **{f"{name}_form": form for name, form in forms_here.items()},
    }
    wrong = any(form.errors for form in forms_here.values())
    return TemplateResponse(request, "admin/casestudies/embargo.html", context, status=400 if wrong else 200)


def _act(request, draft, what, form) -> bool:
    given, how = form.cleaned_data, {"by": request.user, "now": timezone.now()}
    try:
        match what:
            case "offer":
                expected = tuple(given.pop("seen").split(" "))
                release = offer_release(
                    draft, given["partners"], embargoed_until=given["embargoed_until"], expected=expected, **how
                )
                said = _("Offered. The partners are told. The embargo ends on %(when)s.") % {
                    "when": moment_in_words(release.embargoed_until)
                }
            case "move":
                move_release(draft, **given, **how)
                said = _("Moved. The partners are told.")
            case _:
                cancel_release(draft, **given, **how)
                said = _("Taken back. The partners are told to delete it.")
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except NotReady as error:
        put_in_form(form, error.problems)
        return False
    except (StaleDraft, WrongStage) as error:
        if not CaseStudy.objects.filter(pk=draft.pk).exists():
            raise Http404(str(error)) from error
        form.add_error(None, str(error))
        return False
    messages.success(request, said)
    return True


def _initial(draft):
    """The time of the appointment, and who held the last text."""
    waiting = Schedule.objects.filter(case_study=draft, state=ScheduleState.WAITING).first()
    last = next(iter(releases_of(draft)), None)
    at = waiting.publish_at if waiting else last.embargoed_until if last else None
    held = [row.partner_id for row in last.recipients.all()] if last else []
    return {"embargoed_until": as_typed(at), "partners": held}


def _address(draft):
    return reverse(f"admin:{NAME}", args=[draft.pk])
