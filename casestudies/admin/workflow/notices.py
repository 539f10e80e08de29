"""Withdraw and reinstate: public notices, each with its public reason."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import permissions
from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.admin.addresses import case_address, public_state
from casestudies.admin.workflow.forms import ReinstateForm, WithdrawForm
from casestudies.admin.workflow.page import StepPage
from casestudies.enums import PublicStatus


class NoticePage(StepPage):
    may = staticmethod(permissions.can_withdraw)

    def facts(self):
        state = public_state(self.draft)
        return [(_("Address"), case_address(state)), (_("Edition"), state.edition.number)] if state else []


class Withdraw(NoticePage):
    name = address = "withdraw"
    title = gettext_lazy("Withdraw")
    button = gettext_lazy("Withdraw from the public")
    form_class = WithdrawForm

    def facts(self):
        stays = _(
            "Every edition keeps its address and its text, under a banner. Lists, search, feeds and the API stop."
        )
        return [*super().facts(), (_("Stays"), stays)]

    def why_not(self):
        if self.step is None and public_state(self.draft) is None:
            return _("Only a case study that is live can be withdrawn. This one was never published.")
        if self.step is None and public_state(self.draft).status == PublicStatus.WITHDRAWN:
            return _("This case study is withdrawn already.")
        return super().why_not()

    def act(self, form):
        withdraw(self.draft, by=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
        return _("Withdrawn. Readers see your reason in place of the text.")


class Reinstate(NoticePage):
    name = address = "reinstate"
    title = gettext_lazy("Reinstate")
    button = gettext_lazy("Bring it back")
    form_class = ReinstateForm

    def why_not(self):
        return _("Only a withdrawn case study can be reinstated.") if self.step is None else ""

    def act(self, form):
        reinstate(self.draft, by=self.request.user, now=timezone.now(), reason=form.cleaned_data["reason"])
        return _("Reinstated. Readers see the text again.")
