"""A partner's webhook endpoints at the desk: made and changed, tested, given a new secret, switched off, deleted."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from casestudies.actions.manage_endpoint import change_endpoint, create_endpoint, rotate_secret
from casestudies.admin.partners.endpoint_forms import EndpointForm, SecretForm
from casestudies.admin.partners.endpoint_steps import HOURS, STEPS
from casestudies.admin.partners.endpoint_words import endpoint_page, in_words, state_of
from casestudies.admin.partners.keys import NAME, partner_page
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import Delivery, Partner
from casestudies.permissions import can_manage_endpoints, can_see_endpoints
from casestudies.queries.endpoints import endpoint_of, waiting_counts


def urls(model_admin):
    def page(view):
        return never_cache(
            model_admin.admin_site.admin_view(lambda request, **named: view(request, model_admin, **named))
        )

    here = "<int:pk>/webhooks/<uuid:endpoint>/"
    return [
        path("<int:pk>/webhooks/make/", page(make), name=f"{NAME}_make_endpoint"),
        path(here, page(show), name=f"{NAME}_endpoint"),
        path(f"{here}change/", page(change), name=f"{NAME}_change_endpoint"),
        path(f"{here}secret/", page(new_secret), name=f"{NAME}_endpoint_secret"),
        path(f"{here}<slug:what>/", require_POST(page(do)), name=f"{NAME}_endpoint_do"),
    ]


def make(request, model_admin, pk):
    """GET shows the form; POST makes an endpoint and shows its secret, this once."""
    partner = _partner(request, pk)
    form = EndpointForm(request.POST or None)
    shown = {"title": _("Add a webhook endpoint"), "button": _("Add the endpoint"), "lead": _LEAD_OF_MAKING}
    return _form_page(
        request,
        model_admin,
        partner,
        form,
        lambda now: create_endpoint(partner, form.wanted(), by=request.user, now=now),
        shown,
    )


def change(request, model_admin, pk, endpoint):
    partner = _partner(request, pk)
    row = _endpoint(partner, endpoint)
    initial = {
        "url": row.url,
        "description": row.description,
        "events": row.events,
        "topics": [topic.pk for topic in row.topics.all()],
    }
    form = EndpointForm(request.POST or None, initial=initial)
    shown = {"title": _("Change the endpoint"), "button": _("Save the changes"), "endpoint": row}

    def act(now):
        change_endpoint(row, form.wanted(), by=request.user, now=now)
        messages.success(request, _("The endpoint was changed."))

    return _form_page(request, model_admin, partner, form, act, shown)


def new_secret(request, model_admin, pk, endpoint):
    partner = _partner(request, pk)
    row = _endpoint(partner, endpoint)
    form = SecretForm(request.POST or None)
    shown = {
        "title": _("Make a new secret"),
        "button": _("Make the new secret"),
        "lead": _LEAD_OF_ROTATING,
        "endpoint": row,
    }

    def act(now):
        overlap = timedelta(hours=form.cleaned_data["overlap"])
        return rotate_secret(row, by=request.user, now=now, overlap=overlap)

    return _form_page(request, model_admin, partner, form, act, shown)


def show(request, model_admin, pk, endpoint):
    """How an endpoint fares, and what can be done about it."""
    partner = _partner(request, pk, to_manage=False)
    row = _endpoint(partner, endpoint)
    log = Delivery.objects.filter(endpoint=row)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": row.description or row.url,
        "opts": model_admin.opts,
        "original": partner,
        "partner": partner,
        "media": model_admin.media,
        "endpoint": row,
        "state": state_of(row),
        "waiting": waiting_counts([row]).get(row.pk, 0),
        "told": in_words(row),
        "deliveries": log.order_by("-pk")[:10],
        "log_address": f"{reverse('admin:casestudies_delivery_changelist')}?endpoint__id__exact={row.pk}",
        "hours": HOURS,
        "may_manage": can_manage_endpoints(request.user, partner),
        "address": partner_page(partner),
    }
    return TemplateResponse(request, "admin/casestudies/partners/endpoint.html", context)


def do(request, model_admin, pk, endpoint, what):
    """What one click does: `test`, `on`, `off`, `delete`, `replay`."""
    partner = _partner(request, pk)
    row = _endpoint(partner, endpoint)
    if what not in STEPS:
        raise Http404
    try:
        said, goes = STEPS[what](request, row, timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except WrongStage as error:
        messages.info(request, str(error))
    else:
        messages.success(request, said)
        if goes:
            return HttpResponseRedirect(partner_page(partner))
    return HttpResponseRedirect(endpoint_page(row))


_LEAD_OF_MAKING = gettext_lazy(
    "The partner’s server is told within seconds of every publication, correction and withdrawal that its coverage "
    "holds, from now on. The text itself is not sent: the partner reads it with a key."
)
_LEAD_OF_ROTATING = gettext_lazy(
    "What is sent is signed with a secret that only the partner and this site know. Both secrets sign until the old "
    "one ends, so that the partner’s server never refuses what is genuine."
)


def _form_page(request, model_admin, partner, form, act, shown):
    """`act` gets the time and gives the endpoint with its new secret, or None; then the endpoint's page follows."""
    secret, row = None, shown.get("endpoint")
    if request.method == "POST" and form.is_valid():
        try:
            done = act(timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except WrongStage as error:
            messages.info(request, str(error))
            return HttpResponseRedirect(partner_page(partner))
        except NotReady as error:
            for problem in error.problems:
                form.add_error(problem.place if problem.place in form.fields else None, problem.message)
        else:
            if done is None:
                return HttpResponseRedirect(endpoint_page(row))
            row, secret = done
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": partner,
        "partner": partner,
        "media": model_admin.media + form.media,
        "form": form,
        "secret": secret,
        "back": endpoint_page(row) if row else partner_page(partner),
        **shown,
    }
    return TemplateResponse(request, "admin/casestudies/partners/endpoint_form.html", context)


def _partner(request, pk, *, to_manage=True):
    if not can_see_endpoints(request.user):
        raise PermissionDenied
    partner = get_object_or_404(Partner, pk=pk)
    if to_manage and not can_manage_endpoints(request.user, partner):
        raise PermissionDenied
    return partner


def _endpoint(partner, uuid):
    found = endpoint_of(partner, uuid)
    if found is None:
        raise Http404(_("The partner has no such endpoint."))
    return found
