"""A partner's API keys at the desk: made and shown once, rotated, revoked with a reason."""

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

from casestudies.actions.api_key import issue_key, revoke_key, rotate_key, works
from casestudies.admin.partners.key_forms import KeyForm, RevokeForm, RotateForm
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import ApiKey, Partner
from casestudies.permissions import can_manage_keys, can_see_keys
from casestudies.publication.when import day_in_words
from casestudies.queries.actors import actor_names

NAME = "casestudies_partner"


def urls(model_admin):
    def page(view):
        return never_cache(
            model_admin.admin_site.admin_view(lambda request, **named: view(request, model_admin, **named))
        )

    return [
        path("<int:pk>/keys/make/", page(make), name=f"{NAME}_make_key"),
        path("<int:pk>/keys/<uuid:key>/rotate/", page(rotate), name=f"{NAME}_rotate_key"),
        path("<int:pk>/keys/<uuid:key>/revoke/", page(revoke), name=f"{NAME}_revoke_key"),
    ]


def make(request, model_admin, pk):
    """GET shows the form; POST makes a key and shows its text, this once."""
    partner = _partner(request, pk)
    form = KeyForm(request.POST or None)
    shown = {"title": _("Make an API key"), "button": _("Make the key"), "lead": _LEAD_OF_MAKING}

    def act(now):
        given = {name: form.cleaned_data[name] for name in ("name", "scopes", "is_sandbox")}
        return issue_key(partner, by=request.user, now=now, expires_at=form.expires_at(now), **given)

    return _page(request, model_admin, partner, form, act, shown)


def rotate(request, model_admin, pk, key):
    partner = _partner(request, pk)
    old = _key(partner, key)
    form = RotateForm(request.POST or None)
    shown = {
        "title": _("Rotate “%(name)s”") % {"name": old.name},
        "button": _("Make the new key"),
        "lead": _LEAD_OF_ROTATING,
        "key": old,
    }

    def act(now):
        overlap = timedelta(days=form.cleaned_data["overlap"])
        return rotate_key(old, by=request.user, now=now, overlap=overlap, expires_at=form.expires_at(now))

    return _page(request, model_admin, partner, form, act, shown)


def revoke(request, model_admin, pk, key):
    partner = _partner(request, pk)
    old = _key(partner, key)
    form = RevokeForm(request.POST or None)
    shown = {
        "title": _("Revoke “%(name)s”") % {"name": old.name},
        "button": _("Revoke it now"),
        "lead": _LEAD_OF_REVOKING,
        "key": old,
    }

    def act(now):
        revoke_key(old, by=request.user, now=now, reason=form.cleaned_data["reason"])
        messages.success(request, _("The key “%(name)s” no longer works.") % {"name": old.name})

    return _page(request, model_admin, partner, form, act, shown)


_LEAD_OF_MAKING = gettext_lazy(
    "A program of the partner shows the key with every request, and is known by it. Whoever has the key is taken for "
    "the partner."
)
_LEAD_OF_ROTATING = gettext_lazy(
    "A new key takes over with the same name and the same scopes. Both work until the old one ends, so that the "
    "partner’s programs never stand still."
)
_LEAD_OF_REVOKING = gettext_lazy(
    "The key opens nothing from this moment, and no way leads back. If the partner’s program is to go on, rotate the "
    "key instead, or make another one first."
)


def _page(request, model_admin, partner, form, act, shown):
    """`act` gets the time and gives the key with its text, or None; then the partner's page follows."""
    text = made = None
    if request.method == "POST" and form.is_valid():
        try:
            done = act(timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except WrongStage as error:
            messages.info(request, str(error))
            return _back_to(partner)
        except NotReady as error:
            for problem in error.problems:
                form.add_error(problem.place if problem.place in form.fields else None, problem.message)
        else:
            if done is None:
                return _back_to(partner)
            made, text = done
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": partner,
        "partner": partner,
        "media": model_admin.media + form.media,
        "form": form,
        "made": made,
        "text": text,
        "ends": made and made.expires_at,
        "old": made and made.replaces,
        "address": partner_page(partner),
        **shown,
    }
    return TemplateResponse(request, "admin/casestudies/partners/key.html", context)


def keys_of(partner, account) -> dict:
    """What the partner's page shows of its keys: those that work first."""
    now = timezone.now()
    keys = list(partner.api_keys.select_related("replaces"))
    names = actor_names(key.created_by for key in keys)
    rows = [
        {
            "key": key,
            "scopes": ", ".join(key.scopes),
            "by": names[key.created_by],
            "state": state_of(key, now),
            "works": works(key, now),
        }
        for key in sorted(keys, key=lambda key: not works(key, now))
    ]
    return {"partner": partner, "rows": rows, "may_manage": can_manage_keys(account)}


def state_of(key, now):
    if key.revoked_at is not None:
        day = day_in_words(timezone.localtime(key.revoked_at).date())
        return _("Revoked on %(day)s: %(reason)s") % {"day": day, "reason": key.revoked_because}
    if key.expires_at is None:
        return _("Works until it is revoked")
    moment = timezone.localtime(key.expires_at)
    words = {"day": f"{day_in_words(moment.date())}, {moment:%H:%M}"}
    return _("Works until %(day)s") % words if key.expires_at > now else _("Ended on %(day)s") % words


def partner_page(partner):
    return reverse(f"admin:{NAME}_change", args=[partner.pk])


def _back_to(partner):
    return HttpResponseRedirect(partner_page(partner))


def _partner(request, pk):
    if not can_see_keys(request.user):
        raise PermissionDenied
    partner = get_object_or_404(Partner, pk=pk)
    if not can_manage_keys(request.user):
        raise PermissionDenied
    return partner


def _key(partner, uuid):
    found = ApiKey.objects.filter(partner=partner, uuid=uuid).select_related("partner").first()
    if found is None:
        raise Http404(_("The partner has no such key."))
    return found
