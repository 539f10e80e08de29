"""Bring back an earlier text or a deleted section: a page that shows what will change, and asks before it does."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from casestudies.actions.restore import restore_edition, restore_revision, restore_section, with_section
from casestudies.admin.answers import number_in
from casestudies.admin.history import section_address
from casestudies.admin.seen import seen_case
from casestudies.admin.texts import about, chosen, label_of
from casestudies.errors import CasebookError, NotAllowed, NotReady, Problem, StaleDraft
from casestudies.models import Edition, Revision
from casestudies.permissions import can_restore
from casestudies.publication.compare import compare
from casestudies.publication.compare_outline import removed_sections
from casestudies.publication.redline import redline
from casestudies.queries.texts import DRAFT, revision_at


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path(
            "<int:pk>/restore/",
            wrap(RestoreText.as_view(model_admin=model_admin)),
            name="casestudies_casestudy_restore",
        ),
        path(
            "<int:pk>/sections/<uuid:section>/restore/",
            wrap(RestoreSection.as_view(model_admin=model_admin)),
            name="casestudies_casestudy_restore_section",
        ),
    ]


def undo_links(case_study, revision):
    """Links that undo what the revision deleted, for the message after a save; empty where it deleted no section."""
    links = [
        (section_address(case_study, uuid, revision), _("Bring back “%(heading)s”") % {"heading": heading})
        for uuid, heading in removed_sections(revision.outline)[:3]
    ]
    return format_html_join("", ' <a class="desk-undo" href="{}">{}</a>', links)


@method_decorator(never_cache, name="dispatch")
class RestorePage(View):
    """GET shows what restoring would change in the draft; POST does it and leads back to the form."""

    http_method_names = ["get", "head", "post"]
    model_admin = None

    def dispatch(self, request, *args, pk, **kwargs):
        self.draft = seen_case(request, pk, "public_state__edition", "updated_by")
        if not can_restore(request.user, self.draft):
            raise PermissionDenied(_("You may not change this case study."))
        self.look(**kwargs)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def look(self, **kwargs):
        """Find what is to be restored; raises Http404."""
        raise NotImplementedError

    def target(self):
        """The document that the draft would become, and its teacher's notes. Raises NotReady."""
        raise NotImplementedError

    def act(self, **details):
        """Do it; returns the new revision, or None where nothing differs."""
        raise NotImplementedError

    def get(self, request, **kwargs):
        return self.page()

    def post(self, request, **kwargs):
        try:
            revision = self.act(
                by=request.user, now=timezone.now(), base_version=number_in(request.POST, "base_version")
            )
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except StaleDraft:
            who = self.draft.updated_by.get_username() if self.draft.updated_by else _("Somebody")
            sentence = _(
                "%(who)s saved this case study after you opened this page, so nothing was restored. Below is what "
                "restoring would change now."
            )
            return self.page([Problem(sentence % {"who": who})])
        except NotReady as error:
            return self.page(error.problems)
        except CasebookError as error:
            seen_case(request, self.draft.pk)  # somebody may have deleted it since
            return self.page([Problem(str(error))])
        if revision is None:
            messages.info(request, _("The draft says this already, so nothing was restored."))
        else:
            words = _("Restored as revision %(number)s: %(what)s.") % {"number": revision.number, "what": self.label}
            messages.success(request, words)
        return HttpResponseRedirect(self.form_address)

    @property
    def form_address(self):
        return reverse("admin:casestudies_casestudy_change", args=[self.draft.pk])

    def page(self, problems=()):
        now = chosen(self.draft, DRAFT)
        shown = None
        try:
            document, notes = self.target(now)
        except NotReady as error:
            problems = [*problems, *error.problems]
        else:
            shown = redline(compare(now.document, document, notes=(now.notes, notes), with_shared=False))
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "opts": self.model_admin.opts,
            "original": self.draft,
            "media": self.model_admin.media,
            "draft": self.draft,
            "label": self.label,
            "about": self.about,
            "problems": list(dict.fromkeys(problem.message for problem in problems)),
            "redline": shown,
            "base_version": self.draft.version,
            "form_address": self.form_address,
            "history_address": reverse("admin:casestudies_casestudy_revisions", args=[self.draft.pk]),
        }
        return TemplateResponse(self.request, "admin/casestudies/restore.html", context)


class RestoreText(RestorePage):
    """A whole revision or edition: `?from=r3`, `?from=e2`."""

    def look(self):
        self.text = chosen(self.draft, self.request.GET.get("from", ""))
        if self.text.source is None:
            raise Http404(_("Choose a revision or an edition to restore."))
        self.label, self.about = label_of(self.text), about(self.text)
        self.title = _("Restore %(what)s") % {"what": self.label}

    def target(self, now):
        return self.text.document, self.text.notes

    def act(self, **details):
        act = restore_edition if isinstance(self.text.source, Edition) else restore_revision
        return act(self.draft, self.text.source, **details)


class RestoreSection(RestorePage):
    """One section, as it was before the revision that took it out: `?before=7`."""

    def look(self, section):
        self.revision = revision_at(self.draft, number_in(self.request.GET, "before") - 1)
        if self.revision is None:
            raise Http404(_("There is no such revision."))
        self.section = str(section)
        self.text = chosen(self.draft, f"r{self.revision.number}")
        rows = [row for row in self.text.document["sections"] if row["uuid"] == self.section]
        if not rows:
            raise Http404(_("That revision has no such section."))
        self.label = _("the section “%(heading)s”") % {"heading": rows[0]["heading"]}
        self.about = _("as it was in %(text)s") % {"text": label_of(self.text)}
        self.title = _("Bring back %(what)s") % {"what": self.label}

    def target(self, now):
        return with_section(now.document, self.text.document, self.section), now.notes

    def act(self, **details):
        return restore_section(self.draft, self.section, self.revision, **details)


def saved_words(case_study, revision: Revision):
    """The message after a save, with links that undo what it deleted."""
    words = _("Saved as revision %(number)s.") % {"number": revision.number}
    return format_html("{}{}", words, undo_links(case_study, revision))
