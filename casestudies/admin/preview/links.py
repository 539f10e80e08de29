"""The desk's page of private preview links: make one, see how often each was used, revoke it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from casestudies.actions.preview_link import make_preview_link, revoke_preview_link
from casestudies.admin.edition_line import line_of
from casestudies.admin.preview.live import revision_name, seen_draft
from casestudies.admin.problems import put_in_form
from casestudies.admin.times import length_field
from casestudies.errors import NotAllowed, NotReady, WrongStage
from casestudies.models import PreviewLink, Revision
from casestudies.permissions import can_share, is_preview_open
from casestudies.queries.private_links import preview_links_of

DAYS = [(1, _("a day")), (7, _("a week")), (30, _("30 days")), (90, _("90 days"))]
MOST_REVISIONS = 100


class LinkForm(forms.Form):
    label = forms.CharField(
        label=_("For whom"),
        max_length=200,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("So that you know later whose link this is: “Legal, second read”."),
        error_messages={"required": _("Say for whom this link is.")},
    )
    days = length_field(_("Works for"), DAYS, initial=7)
    revision = forms.ModelChoiceField(
        label=_("Shows"),
        queryset=Revision.objects.none(),
        required=False,
        empty_label=_("The draft as it stands whenever the link is opened"),
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": _("This case study has no such revision.")},
    )

    def __init__(self, *args, draft, **kwargs):
        super().__init__(*args, **kwargs)
        revisions = Revision.objects.filter(case_study=draft).defer("content", "teaching").order_by("-number")
        self.fields["revision"].queryset = revisions
        self.fields["revision"].label_from_instance = lambda revision: (
            _("%(name)s, for good") % {"name": revision_name(revision)}
        )


def urls(model_admin):
    def page(view):
        return never_cache(model_admin.admin_site.admin_view(view))

    return [
        path("<int:pk>/preview/links/", page(lambda request, pk: links(request, pk, model_admin)), name=NAME),
        path("<int:pk>/preview/links/<uuid:link>/revoke/", page(revoke), name="casestudies_preview_link_revoke"),
    ]


NAME = "casestudies_casestudy_preview_links"


def links(request, pk: int, model_admin):
    """GET lists the links; POST makes one and shows its address, this once."""
    draft = sharing_draft(request, pk)
    form = LinkForm(request.POST if request.method == "POST" else None, draft=draft)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            _link, token = make_preview_link(draft, by=request.user, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except WrongStage as error:  # deleted since it was looked up
            raise Http404(str(error)) from error
        except NotReady as error:
            put_in_form(form, error.problems)
        else:
            address = request.build_absolute_uri(reverse("preview_link", args=[token]))
            form = LinkForm(draft=draft)
    now = timezone.now()
    made = preview_links_of(draft)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Private preview links"),
        "opts": model_admin.opts,
        "original": draft,
        "draft": draft,
        "line": line_of(draft),
        "media": model_admin.media + form.media,
        "form": form,
        "address": address,
        "links": [{"link": link, "state": state_of(link, now), "works": is_preview_open(link, now)} for link in made],
        "form_address": reverse("admin:casestudies_casestudy_change", args=[draft.pk]),
    }
    return TemplateResponse(request, "admin/casestudies/preview_links.html", context)


def revoke(request, pk: int, link):
    if request.method != "POST":
        return HttpResponseRedirect(reverse(f"admin:{NAME}", args=[pk]))
    draft = sharing_draft(request, pk)
    found = PreviewLink.objects.filter(case_study=draft, uuid=link).first()
    if found is None:
        raise Http404(_("There is no such link."))
    try:
        revoke_preview_link(found, by=request.user, now=timezone.now())
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except WrongStage as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("The link for “%(label)s” no longer works.") % {"label": found.label})
    return HttpResponseRedirect(reverse(f"admin:{NAME}", args=[pk]))


def sharing_draft(request, pk: int):
    draft = seen_draft(request, pk)
    if not can_share(request.user, draft):
        raise PermissionDenied
    return draft


def state_of(link: PreviewLink, now):
    if link.revoked_at is not None:
        return _("Revoked")
    if now >= link.expires_at:
        return _("Expired")
    if not link.made_by.is_active:
        return _("Its maker’s account is switched off")
    return _("Works") if is_preview_open(link, now) else _("Its maker may not share this draft any more")
