"""The case study in the admin: its form in tabs, saved under the draft's lock."""

import logging
from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casestudies.actions.delete_case import delete_case
from casestudies.actions.save_draft import lock_draft, settle_draft
from casestudies.admin.addresses import case_address, public_state
from casestudies.admin.autocomplete import is_id
from casestudies.admin.case_assets import case_media
from casestudies.admin.case_list import CaseList
from casestudies.admin.case_urls import case_urls
from casestudies.admin.forms import CaseStudyForm
from casestudies.admin.inlines import INLINES
from casestudies.admin.problems import put_problems
from casestudies.admin.races import race_of
from casestudies.admin.restore import saved_words
from casestudies.admin.save_state import form_context
from casestudies.admin.site import DeskAdmin
from casestudies.admin.tabs import FIELDSETS, FOLLOWS
from casestudies.admin.together.form import MERGE, begin, put_together
from casestudies.admin.together.typed_page import typed_page
from casestudies.admin.together.working_copy import drop_saved
from casestudies.errors import NotAllowed, NotReady, Problem, StaleDraft, WrongStage
from casestudies.models import CaseStudy, Revision, WorkingCopy
from casestudies.queries.drafts import drafts_seen_by
from casestudies.queries.publication import publication
from casestudies.queries.translations import why_kept

logger = logging.getLogger(__name__)


@dataclass
class Saving:
    """What became of one request to save: why it was refused, what must be mended, what was kept.

    `held` says why the form is only shown as it was typed, and nothing was to be saved: a working copy that is taken
    up, a case study that is gone, a session that had ended.
    """

    held: str = ""
    is_gone: bool = False
    taken_up: WorkingCopy | None = None
    refusal: str = ""
    current: int | None = None
    problems: tuple[Problem, ...] = ()
    unplaced: tuple[Problem, ...] = ()
    revision: Revision | None = None
    moved: bool = False


def moved_message(obj):
    if public_state(obj):
        return _("Saved. The page keeps its old address until you publish this.")
    return _("Saved. The text is the same as before; only the address changed.")


@admin.register(CaseStudy)
class CaseStudyAdmin(CaseList, DeskAdmin):
    form = CaseStudyForm
    inlines = INLINES
    fieldsets = FIELDSETS
    record_fields = ("topics",)
    prepopulated_fields = {"slug": ["title"]}
    change_form_template = "admin/casestudies/case_study.html"
    change_list_template = "admin/casestudies/case_list.html"
    show_full_result_count = False

    def get_urls(self):
        return [*case_urls(self), *super().get_urls()]

    @property
    def media(self):
        return super().media + case_media()

    def get_fieldsets(self, request, obj=None):
        """A translation's form also says which edition it follows."""
        first, *others = FIELDSETS
        return [first, FOLLOWS, *others] if obj and obj.translation_of_id else FIELDSETS

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_changeform_initial_data(self, request):
        return {"licence": publication().default_licence} | super().get_changeform_initial_data(request)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.saving = getattr(request, "saving", None)
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        for upload in request.FILES.values():
            upload.seek(0)  # A refused save reads them a second time.
        return kwargs | {"by": request.user}

    def view_on_site(self, obj):
        return case_address(public_state(obj))

    # Saving

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Whoever may not save gets back what they typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied as error:
            if request.method != "POST" or (hasattr(request, "saving") and request.saving.held):
                raise
            return typed_page(request, str(error) or _("You may not change this case study."), status=403)

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Lock, validate, write and settle in one transaction; when that is refused, show the form as it was typed."""
        request.saving = getattr(request, "saving", None) or Saving()
        draft = self._seen(request, object_id)
        begin(request, draft, is_gone=object_id is not None and draft is None)
        if request.method != "POST":
            return super()._changeform_view(request, object_id, form_url, extra_context)
        if draft is not None and not request.saving.held and not self._lock(request, draft):
            draft = None
            begin(request, draft, is_gone=True)
        if object_id is not None and draft is None:
            if not self.has_add_permission(request):
                raise PermissionDenied(_("This case study is not there any more, or no longer open to you."))
            object_id = None
        if request.saving.held:
            return super()._changeform_view(request, object_id, form_url, extra_context)
        try:
            with transaction.atomic():
                return super()._changeform_view(request, object_id, form_url, extra_context)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except NotReady as error:
            request.saving.problems = tuple(error.problems)
        except IntegrityError as error:
            problem = race_of(error)
            if problem is None:
                raise
            logger.warning("A save of a case study met another change: %s", error)
            request.saving.problems = (problem,)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _seen(self, request, object_id):
        """The draft of this address, if there is one that the account may see. One query."""
        if object_id is None or not is_id(unquote(object_id)):
            return None
        return drafts_seen_by(request.user).filter(pk=unquote(object_id)).first()

    def _lock(self, request, draft):
        """Whether the draft is there to be locked; somebody may have deleted it since it was seen."""
        base = request.POST.get(MERGE) or request.POST.get("_over") or request.POST.get("base_version", "")
        try:
            known = base.isdecimal() and len(base) < 10
            draft = lock_draft(draft.pk, by=request.user, base_version=int(base) if known else -1)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except WrongStage:
            return False
        except StaleDraft as error:
            request.saving.refusal, request.saving.current = str(error), error.current
        else:
            if MERGE in request.POST:
                put_together(request, draft)
        return True

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        request.saving.unplaced = put_problems(request.saving.problems, formsets)
        return formsets, inlines

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        before = form.initial.get("slug", "") if change else ""
        request.saving.moved = before not in ("", form.instance.slug)
        request.saving.revision = settle_draft(form.instance, by=request.user, now=timezone.now(), slug_before=before)
        drop_saved(request, form.instance if change else None)

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, _("The case study is saved as a draft. Nothing of it is public."))
        return HttpResponseRedirect(self._form_address(obj))

    def response_change(self, request, obj):
        revision = request.saving.revision
        if revision:
            messages.success(request, saved_words(obj, revision))
        elif request.saving.moved:
            messages.success(request, moved_message(obj))
        else:
            messages.info(request, _("Saved. The text is the same as before, so no revision was needed."))
        if "_save" in request.POST:
            return self.response_post_save_change(request, obj)
        return HttpResponseRedirect(self._form_address(obj))

    def _form_address(self, obj):
        return reverse("admin:casestudies_casestudy_change", args=[obj.pk])

    # What was published stays

    def has_add_permission(self, request):
        """Who may not change a draft could not save a new one either."""
        return super().has_add_permission(request) and request.user.has_perm("casestudies.change_casestudy")

    def has_delete_permission(self, request, obj=None):
        published = obj is not None and obj.editions.exists()
        return not published and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs, request):
        """Its revisions and parts go with a draft; nobody needs leave for each of them."""
        deleted, counts, _permissions, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected

    def delete_view(self, request, object_id, extra_context=None):
        draft = self._seen(request, object_id)
        if draft is not None and (sentence := why_kept(draft, request.user)):
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(self._form_address(draft))
        try:
            return super().delete_view(request, object_id, extra_context)
        except WrongStage as error:  # somebody published or deleted it in between
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:casestudies_casestudy_changelist"))

    def delete_model(self, request, obj):
        try:
            delete_case(obj, by=request.user, now=timezone.now())
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= form_context(request, context, obj)
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)
