"""The pages about a partner beside its own: how they are reached, and those that are one form."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from casestudies.admin.problems import put_in_form
from casestudies.errors import NotAllowed, NotReady, WrongStage

NAME = "casestudies_partner"


def partner_page(partner):
    return reverse(f"admin:{NAME}_change", args=[partner.pk])


def desk_view(model_admin, view):
    """A view of `request`, the admin and what the address names, for those who are signed in; no cache keeps it."""
    return never_cache(model_admin.admin_site.admin_view(lambda request, **named: view(request, model_admin, **named)))


@dataclass(frozen=True)
class Made:
    """What was made and is shown this once: its text under a heading, what to do with it, and the page it leads to."""

    heading: str
    label: str
    text: str
    help: str
    back: str
    more: str = ""


@dataclass(frozen=True)
class FormPage:
    """What stands around the form: above and below the title, before the form, on the button and beside it."""

    title: str
    button: str
    over: str
    back: str
    back_to: str = gettext_lazy("Back to the partner")
    under: str = ""
    lead: str = ""


def form_page(request, model_admin, form, act, page, *, gone=""):
    """`act` gets the time and gives what it made, to be shown this once, or None: then the page at `back` follows.

    What cannot be done any more is said on the page at `gone`, which is `back` unless told otherwise.
    """
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = act(timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except WrongStage as error:
            messages.info(request, str(error))
            return HttpResponseRedirect(gone or page.back)
        except NotReady as error:
            put_in_form(form, error.problems)
        else:
            if made is None:
                return HttpResponseRedirect(page.back)
    context = {
        **model_admin.admin_site.each_context(request),
        **vars(page),
        "opts": model_admin.opts,
        "media": model_admin.media + form.media,
        "form": form,
        "made": made,
    }
    template = "admin/casestudies/partners/form_page.html"
    return TemplateResponse(request, template, context, status=400 if form.errors else 200)


def to_partner(partner, **words):
    """A `FormPage` that leads back to the partner."""
    return FormPage(over=str(partner), back=partner_page(partner), **words)
