"""A partner's API keys at the desk: made and shown once, rotated, revoked with a reason."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies.actions.api_key import issue_key, revoke_key, rotate_key, works
from casestudies.admin.partners.key_forms import KeyForm, RevokeForm, RotateForm
from casestudies.admin.partners.pages import NAME, Made, desk_view, form_page, partner_page, to_partner
from casestudies.admin.times import moment_in_words
from casestudies.models import ApiKey, Partner
from casestudies.permissions import can_manage_keys, can_see_keys
from casestudies.publication.when import day_in_words
from casestudies.queries.actors import actor_names

# A partner needs some weeks to put another key in place.
SOON = timedelta(days=30)


def urls(model_admin):
    return [
        path("<int:pk>/keys/make/", desk_view(model_admin, make), name=f"{NAME}_make_key"),
        path("<int:pk>/keys/<uuid:key>/rotate/", desk_view(model_admin, rotate), name=f"{NAME}_rotate_key"),
        path("<int:pk>/keys/<uuid:key>/revoke/", desk_view(model_admin, revoke), name=f"{NAME}_revoke_key"),
    ]


def make(request, model_admin, pk):
    """GET shows the form; POST makes a key and shows its text, this once."""
    partner = _partner(request, pk)
    form = KeyForm(request.POST if request.method == "POST" else None)
    page = to_partner(partner, title=_("Make an API key"), button=_("Make the key"), lead=_LEAD_OF_MAKING)

    def act(now):
        given = {name: form.cleaned_data[name] for name in ("name", "scopes", "is_sandbox")}
        return _shown(*issue_key(partner, by=request.user, now=now, expires_at=form.expires_at(now), **given))

    return form_page(request, model_admin, form, act, page)


def rotate(request, model_admin, pk, key):
    partner = _partner(request, pk)
    old = _key(partner, key)
    form = RotateForm(request.POST if request.method == "POST" else None)
    page = to_partner(
        partner,
        title=_("Rotate “%(name)s”") % {"name": old.name},
        button=_("Make the new key"),
        under=_named(old),
        lead=_LEAD_OF_ROTATING,
    )

    def act(now):
        overlap = timedelta(days=form.cleaned_data["overlap"])
        return _shown(*rotate_key(old, by=request.user, now=now, overlap=overlap, expires_at=form.expires_at(now)))

    return form_page(request, model_admin, form, act, page)


def revoke(request, model_admin, pk, key):
    partner = _partner(request, pk)
    old = _key(partner, key)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    page = to_partner(
        partner,
        title=_("Revoke “%(name)s”") % {"name": old.name},
        button=_("Revoke it now"),
        under=_named(old),
        lead=_LEAD_OF_REVOKING,
    )

    def act(now):
        revoke_key(old, by=request.user, now=now, reason=form.cleaned_data["reason"])
        messages.success(request, _("The key “%(name)s” no longer works.") % {"name": old.name})

    return form_page(request, model_admin, form, act, page)


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


def _shown(key, text) -> Made:
    more = [_("It works until %(when)s.") % {"when": moment_in_words(key.expires_at)}] if key.expires_at else []
    if key.replaces:
        more.append(_("The old key works until %(when)s.") % {"when": moment_in_words(key.replaces.expires_at)})
    return Made(
        heading=_("The key is made. Copy it now: it is shown this once."),
        label=_("The new key"),
        text=text,
        help=format_html(
            _(
                "Give it to the partner by a way that only the partner reads: not by e-mail, not in a ticket. It goes "
                "into the header “Authorization: Bearer” and never into an address. Their engineer begins with the "
                "{}."
            ),
            format_html('<a href="/api/v1/docs/" target="_blank">{}</a>', _("documentation")),
        ),
        more=" ".join(more) or _("It works until it is revoked."),
        back=f"{partner_page(key.partner)}#keys",
    )


def _named(key):
    return format_html("<code>{}…</code>", key.prefix)


def keys_of(partner, account) -> dict:
    """What the partner's page shows of its keys: those that work, and apart from them those that ended."""
    now = timezone.now()
    keys = list(partner.api_keys.all())
    names = actor_names(key.created_by for key in keys)
    replaced = {key.replaces_id for key in keys}
    rows = [
        {
            "key": key,
            "scopes": ", ".join(key.scopes),
            "by": names[key.created_by],
            "works": works(key, now),
            **state_of(key, now, is_replaced=key.pk in replaced),
        }
        for key in keys
    ]
    return {
        "partner": partner,
        "rows": [row for row in rows if row["works"]],
        "ended": [row for row in rows if not row["works"]],
        "may_manage": can_manage_keys(account),
    }


def state_of(key, now, *, is_replaced) -> dict:
    """Until when it works, in words, and whether somebody has to see to it."""
    if key.revoked_at is not None:
        day = day_in_words(timezone.localtime(key.revoked_at).date())
        return {"state": _("Revoked on %(day)s: %(reason)s") % {"day": day, "reason": key.revoked_because}}
    if key.expires_at is None:
        return {"state": _("Works until it is revoked")}
    when = {"when": moment_in_words(key.expires_at)}
    if key.expires_at <= now:
        return {"state": _("Ended on %(when)s") % when}
    if is_replaced:
        return {"state": _("A new key takes its place; works until %(when)s") % when}
    if key.expires_at - now < SOON:
        return {"state": _("Ends on %(when)s: rotate it before") % when, "is_due": True}
    return {"state": _("Works until %(when)s") % when}


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
