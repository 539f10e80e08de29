"""Submit, claim, release, approve, return: a text on its way from its author past a second pair of eyes."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import permissions
from casestudies.actions.approve import approve
from casestudies.actions.claim_review import claim_review, release_review
from casestudies.actions.return_draft import return_draft
from casestudies.actions.submit import submit
from casestudies.admin.workflow.after import waits_for_publication, waits_for_review, who_approves
from casestudies.admin.workflow.forms import BoundForm, OverrideForm, ReturnForm
from casestudies.admin.workflow.page import StepPage
from casestudies.admin.workflow.text_page import TextPage
from casestudies.queries.staff import name_of, names_of


class Submit(TextPage):
    name = address = "submit"
    title = gettext_lazy("Submit for review")
    button = gettext_lazy("Submit for review")
    form_class = BoundForm
    blocks = False
    may = staticmethod(permissions.can_submit)

    def facts(self):
        others = who_approves(self.draft, but=self.request.user)
        who = names_of(others) if others else _("Nobody may approve it at present: make somebody an editor.")
        return [*super().facts(), (_("Told"), who)]

    def act(self, form):
        user = self.request.user
        draft = submit(self.draft, by=user, now=timezone.now(), base_version=form.cleaned_data["base_version"])
        return _("Submitted for review.") + " " + waits_for_review(draft, by=user)


class Claim(StepPage):
    name, address = "claim_review", "claim"
    title = gettext_lazy("Claim for review")
    button = gettext_lazy("Claim for review")
    may = staticmethod(permissions.can_review)

    def act(self, form):
        claim_review(self.draft, by=self.request.user, now=timezone.now())
        return _("You are reviewing this text. Approve it, or return it with what is to be changed.")


class Release(StepPage):
    name, address = "release_review", "release"
    title = gettext_lazy("Release")
    button = gettext_lazy("Release")

    @staticmethod
    def may(account, case_study):
        return permissions.can_review(account, case_study) or permissions.can_assign(account, case_study)

    def facts(self):
        return [(_("Reviewer"), name_of(self.draft.reviewer))] if self.draft.reviewer else []

    def act(self, form):
        draft = release_review(self.draft, by=self.request.user, now=timezone.now())
        return _("Released.") + " " + waits_for_review(draft, by=self.request.user)


class Approve(TextPage):
    name = address = "approve"
    title = gettext_lazy("Approve")
    button = gettext_lazy("Approve this text")
    form_class = OverrideForm

    @staticmethod
    def may(account, case_study):
        return permissions.can_review(account, case_study) or permissions.can_override(account, case_study)

    def facts(self):
        returned = self.draft.return_reason
        before = [(_("Returned before"), f"{name_of(self.draft.returned_by)}: {returned}")] if returned else []
        return [*super().facts(), *before]

    def why_not(self):
        own = permissions.is_author(self.request.user, self.draft)
        if self.step is None and own and permissions.can_review(self.request.user, self.draft):
            return _("You wrote or submitted this text, so somebody else has to approve it.")
        return super().why_not()

    def act(self, form):
        reason = form.cleaned_data.get("override_reason", "")
        user = self.request.user
        draft = approve(self.draft, by=user, now=timezone.now(), expected=form.expected, override_reason=reason)
        return _("Approved.") + " " + waits_for_publication(draft, by=user)


class Return(StepPage):
    name, address = "return_draft", "return"
    title = gettext_lazy("Return")
    button = gettext_lazy("Return to the author")
    form_class = ReturnForm
    may = staticmethod(permissions.can_review)

    def act(self, form):
        author = self.draft.submitted_by
        return_draft(self.draft, by=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
        if author is None:
            return _("Returned. It is a draft again, with your reason above it.")
        return _("Returned. It is %(name)s’s turn, with your reason above the text.") % {"name": name_of(author)}
