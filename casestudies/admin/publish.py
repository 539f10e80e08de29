"""Publishing: one page that says what would happen, asks for the kind and the public note, and then does it."""

import json

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget

from casestudies.actions.claim_slug import taken_slug
from casestudies.actions.move_case import move_case
from casestudies.actions.publish import publish
from casestudies.admin.addresses import case_address, edition_address, public_state
from casestudies.admin.changes import changed_parts
from casestudies.admin.edition_line import line_of
from casestudies.admin.problems import tab_of
from casestudies.admin.save_state import base_version
from casestudies.enums import EditionKind, PublicStatus
from casestudies.errors import CasebookError, NotAllowed, NotReady
from casestudies.models import CaseStudy, Edition, Revision
from casestudies.permissions import can_publish
from casestudies.publication.snapshot import take_snapshot
from casestudies.readiness import blockers

KINDS = [
    (EditionKind.UPDATE, _("Update: the story moved on, or the text got better")),
    (EditionKind.CORRECTION, _("Correction: the edition that stands says something wrong")),
]
MOST = 2000


class PublishForm(forms.Form):
    """`base_version` and `seen` say which draft this page was shown for: its version, and the digests of its text."""

    kind = forms.ChoiceField(
        label=_("What kind of edition is this?"),
        choices=KINDS,
        widget=UnfoldAdminRadioSelectWidget,
        error_messages={"required": _("Say whether this is an update or a correction.")},
    )
    change_note = forms.CharField(
        label=_("What readers are told"),
        max_length=MOST,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("Public for good, beside the edition. For a correction: what was wrong, and what it says now."),
        error_messages={"required": _("Say in public what this edition changes.")},
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, is_first, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_first = is_first
        if is_first:
            del self.fields["kind"]
            self.fields["change_note"].help_text = _("Public for good, beside the edition. “First published” will do.")
            self.fields["change_note"].initial = _("First published.")

    def clean(self):
        if {"base_version", "seen"} & set(self.errors):
            raise forms.ValidationError(
                _("This page did not say which text it showed. Look at the text, then publish.")
            )
        return super().clean()

    @property
    def chosen_kind(self):
        return EditionKind.INITIAL if self.is_first else EditionKind(self.cleaned_data["kind"])


def urls(model_admin):
    view = model_admin.admin_site.admin_view(lambda request, pk: publish_view(request, pk, model_admin))
    return [path("<int:pk>/publish/", view, name="casestudies_casestudy_publish")]


def publish_view(request, pk, model_admin):
    """GET shows what would be published; POST publishes it and leads back to the form."""
    draft = drafts().filter(pk=pk).first()
    if draft is None:
        raise Http404(_("There is no such case study."))
    if not model_admin.has_view_or_change_permission(request, draft) or not can_publish(request.user, draft):
        raise PermissionDenied
    if request.method == "POST" and "_move" in request.POST:
        return move(request, draft, model_admin)
    is_first = not Edition.objects.filter(case_study=draft).exists()
    form = PublishForm(request.POST if request.method == "POST" else None, is_first=is_first)
    found = []
    if request.method == "POST" and form.is_valid():
        try:
            edition = publish(
                draft,
                by=request.user,
                now=timezone.now(),
                kind=form.chosen_kind,
                change_note=form.cleaned_data["change_note"],
                base_version=form.cleaned_data["base_version"],
                expected=tuple(form.cleaned_data["seen"].split(" ")),
            )
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except NotReady as error:
            found = error.problems
        except CasebookError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, success(edition))
            return HttpResponseRedirect(reverse("admin:casestudies_casestudy_change", args=[draft.pk]))
        draft = drafts().get(pk=pk)
    return page(request, draft, form, found, model_admin)


def move(request, draft, model_admin):
    """The other button, where the address alone differs."""
    try:
        move_case(draft, by=request.user, now=timezone.now(), base_version=base_version(request))
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except CasebookError as error:
        form = PublishForm(is_first=not Edition.objects.filter(case_study=draft).exists())
        return page(request, drafts().get(pk=draft.pk), form, [], model_admin, refusal=str(error))
    messages.success(request, _("The page has moved to its new address. The old one leads there."))
    return HttpResponseRedirect(reverse("admin:casestudies_casestudy_change", args=[draft.pk]))


def drafts():
    return CaseStudy.objects.select_related("public_state__edition__payload", "updated_by")


def page(request, draft, form, found, model_admin, refusal=""):
    context = page_context(request, draft, form, found, model_admin) | {"refusal": refusal}
    return TemplateResponse(request, "admin/casestudies/publish.html", context)


def success(edition):
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Edition %(number)s is published.") % {"number": edition.number},
        edition_address(edition),
        _("Read it on the site"),
    )


def page_context(request, draft, form, found, model_admin):
    snapshot = take_snapshot(draft)
    state = public_state(draft)
    last = state.edition if state else None
    form_address = reverse("admin:casestudies_casestudy_change", args=[draft.pk])
    taken = taken_slug(draft.slug, draft)
    blocking = [*([taken] if taken else []), *blockers(snapshot.document)]
    problems = [
        {"message": problem.message, "address": f"{form_address}#{tab_of(problem.place)}"}
        for problem in blocking or found
        if problem.place != "change_note"
    ]
    for problem in found:
        if problem.place == "change_note":
            form.add_error("change_note", problem.message)
    digests = (snapshot.content_digest, snapshot.teaching_digest)
    nothing_new = bool(last) and digests == (last.content_digest, last.teaching_digest)
    withdrawn = bool(state) and state.status == PublicStatus.WITHDRAWN
    moves = bool(state) and state.slug != draft.slug
    return {
        **model_admin.admin_site.each_context(request),
        "title": _("Publish"),
        "opts": model_admin.opts,
        "original": draft,
        "object_id": draft.pk,
        "media": model_admin.media + form.media,
        "draft": draft,
        "form": form,
        "line": line_of(draft),
        "number": last.number + 1 if last else 1,
        "is_first": last is None,
        "changes": what_changes(last, snapshot.document),
        "revision": Revision.objects.filter(case_study=draft).aggregate(last=Max("number"))["last"],
        "public_address": f"/cases/{draft.slug}/",
        "old_address": case_address(state) if moves else "",
        "form_address": form_address,
        "problems": problems,
        "nothing_new": nothing_new and not moves,
        "only_moves": nothing_new and moves and not (problems or withdrawn),
        "withdrawn": withdrawn,
        "possible": not (problems or nothing_new or withdrawn),
        # After a refusal the page shows the text as it is now, and this button publishes what it shows.
        "current_version": draft.version,
        "seen": " ".join(digests),
    }


def what_changes(last, document):
    """What the next edition would change in the one that stands; empty for a first edition or a redacted one."""
    payload = getattr(last, "payload", None) if last else None
    return changed_parts(json.loads(payload.content), document) if payload else []
