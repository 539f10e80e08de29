"""One step of the workflow as a page: GET says what it will do, POST does it and leads back to the case study.

Everything is decided by the action. The page shows its refusals in its own words, with what was typed kept.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from casestudies.actions.next_steps import steps
from casestudies.actions.stages import IS_NOW
from casestudies.admin.edition_line import line_of
from casestudies.admin.places import Places
from casestudies.admin.seen import seen_case
from casestudies.admin.workflow.forms import StepForm
from casestudies.errors import CasebookError, NotAllowed, NotReady
from casestudies.publication.snapshot import take_snapshot

RELATED = ("public_state__edition__payload", "updated_by", "assignee", "reviewer", "returned_by")


@method_decorator(never_cache, name="dispatch")
class StepPage(View):
    """`name` is the action's, `address` the last part of the page's; `may` who may take the step at all."""

    http_method_names = ["get", "head", "post"]
    template_name = "admin/casestudies/workflow/step.html"
    model_admin = None
    name = ""
    address = ""
    title = ""
    button = ""
    form_class = StepForm
    # What is worked out from the draft, and has to be again after a refusal.
    read_again: tuple[str, ...] = ("step", "overrides")
    # Where the form has other names of fields than the action's problems.
    fields_of_places: dict[str, str] = {}

    @staticmethod
    def may(account, case_study):
        raise NotImplementedError

    def act(self, form):
        """Call the action with what was typed; returns the sentence that says what happened, and whose turn it is."""
        raise NotImplementedError

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, pk=pk, **kwargs)
        self.pk = pk

    def dispatch(self, request, *args, **kwargs):
        self.look()
        if not self.may(request.user, self.draft):
            raise PermissionDenied(_("You may not do this with this case study."))
        return super().dispatch(request, *args, **kwargs)

    def look(self):
        """Read the draft as it stands now."""
        self.draft = seen_case(self.request, self.pk, *RELATED)
        self.snapshot = take_snapshot(self.draft)
        self.places = Places(self.draft, self.snapshot.document, self.request.user)
        for name in self.read_again:
            self.__dict__.pop(name, None)

    @cached_property
    def step(self):
        """What the desk offers of this step now; None where it does not fit."""
        found = steps(self.request.user, self.draft, self.snapshot)
        return next((step for step in found if step.name == self.name), None)

    @cached_property
    def overrides(self) -> bool:
        return bool(self.step and self.step.overrides)

    def get(self, request, pk):
        return self.page(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if not form.is_valid():
            refusal = self.stale(form)
            return self.page(form, refusal=refusal, status=409 if refusal else 200)
        try:
            said = self.act(form)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except NotReady as error:
            found = self.put(error.problems, form)
            self.look()
            return self.page(form, problems=found)
        except CasebookError as error:
            self.look()
            return self.page(form, refusal=str(error), status=409)
        messages.success(request, said)
        return HttpResponseRedirect(self.form_address)

    def form(self, data=None):
        return self.form_class(data, view=self, initial=self.initial())

    def initial(self):
        return {}

    def stale(self, form) -> str:
        """That the text moved on matters more than what else is wrong with what was typed."""
        return ""

    def put(self, problems, form):
        """Each problem at its field; returns those that belong to the text."""
        rest = []
        for problem in problems:
            field = self.fields_of_places.get(problem.place, problem.place)
            if field in form.fields:
                form.add_error(field, problem.message)
            else:
                rest.append(problem)
        return rest

    @cached_property
    def form_address(self) -> str:
        return reverse("admin:casestudies_casestudy_change", args=[self.pk])

    def facts(self):
        """What else will follow, as (name, words)."""
        return []

    def why_not(self) -> str:
        """Why the step cannot be taken now, whatever is typed; "" when it can."""
        if self.step is None:
            return f"{IS_NOW[self.draft.stage]} " + _("This step does not fit now.")
        return ""

    def page(self, form, *, problems=(), refusal="", status=200):
        return TemplateResponse(self.request, self.template_name, self.context(form, problems, refusal), status=status)

    def context(self, form, problems, refusal):
        why_not = "" if refusal else self.why_not()
        return {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "opts": self.model_admin.opts,
            "original": self.draft,
            "object_id": self.pk,
            "draft": self.draft,
            "line": line_of(self.draft),
            "form": form,
            "form_address": self.form_address,
            "step": self.step,
            "heading": self.step.label if self.step else self.title,
            "promise": self.step.promise if self.step else "",
            "button": self.button_words(),
            "facts": self.facts(),
            "refusal": refusal,
            "why_not": why_not,
            "possible": not why_not,
            # What was typed is shown again whatever is wrong with it.
            "asks": not why_not or form.is_bound,
            "problems": self.places.rows(problems),
            # After a refusal the page shows the text as it is now, and its button acts on what it shows.
            "current_version": self.draft.version,
            "seen": f"{self.snapshot.content_digest} {self.snapshot.teaching_digest}",
        }

    def button_words(self):
        return self.button
