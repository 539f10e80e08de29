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
from django.views.decorators.http import require_POST

from casestudies.actions.manage_endpoint import change_endpoint, create_endpoint, rotate_secret
from casestudies.admin.partners.endpoint_forms import ChangeEndpointForm, NewEndpointForm, SecretForm
from casestudies.admin.partners.endpoint_steps import HOURS, STEPS
from casestudies.admin.partners.endpoint_words import endpoint_page, in_words, is_well, state_of, with_slugs
from casestudies.admin.partners.pages import NAME, FormPage, Made, desk_view, form_page, partner_page, to_partner
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Delivery, DeliveryAttempt, Partner
from casestudies.permissions import can_manage_endpoints, can_see_endpoints
from casestudies.queries.endpoints import endpoint_of, waiting_counts
from casestudies.queries.told import has_embargo_key


def urls(model_admin):
    here = "<int:pk>/webhooks/<uuid:endpoint>/"
    return [
        path("<int:pk>/webhooks/make/", desk_view(model_admin, make), name=f"{NAME}_make_endpoint"),
        path(here, desk_view(model_admin, show), name=f"{NAME}_endpoint"),
        path(f"{here}change/", desk_view(model_admin, change), name=f"{NAME}_change_endpoint"),
        path(f"{here}secret/", desk_view(model_admin, new_secret), name=f"{NAME}_endpoint_secret"),
        path(f"{here}<slug:what>/", require_POST(desk_view(model_admin, do)), name=f"{NAME}_endpoint_do"),
    ]


def make(request, model_admin, pk):
    """GET shows the form; POST makes an endpoint and shows its secret, this once."""
    partner = _partner(request, pk)
    initial = {"releases": has_embargo_key(partner, timezone.now())}
    form = NewEndpointForm(request.POST if request.method == "POST" else None, initial=initial)
    page = to_partner(partner, title=_("Add a webhook endpoint"), button=_("Add the endpoint"), lead=_LEAD_OF_MAKING)

    def act(now):
        return _shown(*create_endpoint(partner, form.wanted(), by=request.user, now=now))

    return form_page(request, model_admin, form, act, page)


def change(request, model_admin, pk, endpoint):
    partner = _partner(request, pk)
    row = _endpoint(partner, endpoint)
    initial = {
        "url": row.url,
        "description": row.description,
        "events": row.events,
        "topics": [topic.pk for topic in row.topics.all()],
    }
    form = ChangeEndpointForm(request.POST if request.method == "POST" else None, initial=initial)
    page = _to_endpoint(row, title=_("Change the endpoint"), button=_("Save the changes"))

    def act(now):
        change_endpoint(row, form.wanted(), by=request.user, now=now)
        messages.success(request, _("The endpoint was changed."))

    return form_page(request, model_admin, form, act, page, gone=partner_page(partner))


def new_secret(request, model_admin, pk, endpoint):
    partner = _partner(request, pk)
    row = _endpoint(partner, endpoint)
    form = SecretForm(request.POST if request.method == "POST" else None)
    page = _to_endpoint(row, title=_("Make a new secret"), button=_("Make the new secret"), lead=_LEAD_OF_ROTATING)

    def act(now):
        overlap = timedelta(hours=form.cleaned_data["overlap"])
        return _shown(*rotate_secret(row, by=request.user, now=now, overlap=overlap))

    return form_page(request, model_admin, form, act, page, gone=partner_page(partner))


def show(request, model_admin, pk, endpoint):
    """How an endpoint fares, and what can be done about it."""
    partner = _partner(request, pk, to_manage=False)
    row = _endpoint(partner, endpoint)
    now = timezone.now()
    log = with_slugs(Delivery.objects.filter(endpoint=row)).defer("body").order_by("-pk")
    latest = DeliveryAttempt.objects.filter(delivery__endpoint=row).order_by("-pk").first()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": row.description or row.url,
        "over": str(partner),
        "under": row.url if row.description else "",
        "back": partner_page(partner),
        "back_to": _("Back to the partner"),
        "opts": model_admin.opts,
        "partner": partner,
        "media": model_admin.media,
        "endpoint": row,
        "state": state_of(row, partner),
        "is_well": is_well(row, partner),
        "why": latest.error if latest else "",
        "secrets": [one for one in row.secrets.all() if one.expires_at is None or one.expires_at > now],
        "waiting": waiting_counts([row]).get(row.pk, 0),
        "told": in_words(row),
        "deliveries": log[:10],
        "log_address": f"{reverse('admin:casestudies_delivery_changelist')}?endpoint__id__exact={row.pk}",
        "hours": HOURS,
        "may_manage": can_manage_endpoints(request.user, partner),
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


def _to_endpoint(row, **words):
    back = {"back": endpoint_page(row), "back_to": _("Back to the endpoint")}
    return FormPage(over=str(row.partner), under=row.url, **back, **words)


def _shown(row, secret) -> Made:
    return Made(
        heading=_("The secret is made. Copy it now: it is shown this once."),
        label=_("The new secret"),
        text=secret,
        help=_(
            "Give it to the partner by a way that only the partner reads. With it the partner’s server checks that "
            "what arrives is from this site."
        ),
        back=endpoint_page(row),
    )


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
