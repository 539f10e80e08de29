"""Assign and limit: who works on a draft, and who sees it."""

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casestudies import permissions
from casestudies.actions.assign import assign
from casestudies.actions.limit import limit
from casestudies.admin.workflow.forms import AssignForm, LimitForm
from casestudies.admin.workflow.page import StepPage
from casestudies.models import Account
from casestudies.permissions import is_check_open, is_preview_open
from casestudies.publication.when import day_in_words
from casestudies.queries.private_links import check_requests_of, preview_links_of
from casestudies.queries.staff import name_of, names_of, who_may

BY_NAME = ("first_name", "last_name", "username")


def who_sees_drafts():
    """The accounts that could see a draft nobody limited."""
    seers = who_may("view_casestudy").values("pk"), who_may("change_casestudy").values("pk")
    return Account.objects.filter(Q(pk__in=seers[0]) | Q(pk__in=seers[1])).order_by(*BY_NAME)


def open_links(draft):
    """Who can open the draft without an account: those whose links a limit closes are not named in it."""
    now = timezone.now()
    links = [link for link in preview_links_of(draft) if is_preview_open(link, now)]
    asked = [request for request in check_requests_of(draft) if is_check_open(request, now)]
    words = [_("%(label)s, by %(name)s") % {"label": link.label, "name": name_of(link.made_by)} for link in links]
    words += [_("%(label)s, by %(name)s") % {"label": one.name, "name": name_of(one.asked_by)} for one in asked]
    return [(_("Private links"), "; ".join(words))] if words else []


class Assign(StepPage):
    name = address = "assign"
    title = gettext_lazy("Assign")
    button = gettext_lazy("Assign")
    form_class = AssignForm
    may = staticmethod(permissions.can_assign)

    def accounts(self):
        found = who_sees_drafts()
        if self.draft.is_limited:
            named = self.draft.limited_to.values("pk")
            found = found.filter(Q(pk__in=named) | Q(is_superuser=True))
        # Who has it keeps it, until somebody says otherwise.
        return Account.objects.filter(Q(pk__in=found.values("pk")) | Q(pk=self.draft.assignee_id)).order_by(*BY_NAME)

    def initial(self):
        return {name: getattr(self.draft, name) for name in ("assignee", "deadline", "review_by")}

    def act(self, form):
        draft = assign(self.draft, by=self.request.user, now=timezone.now(), **form.cleaned_data)
        if draft.assignee is None:
            return _("Saved. It is assigned to nobody.")
        if draft.deadline is None:
            return _("Saved. It is assigned to %(name)s.") % {"name": name_of(draft.assignee)}
        words = {"name": name_of(draft.assignee), "day": day_in_words(draft.deadline)}
        return _("Saved. It is assigned to %(name)s, due on %(day)s.") % words


class Limit(StepPage):
    name = address = "limit"
    title = gettext_lazy("Limit who sees it")
    button = gettext_lazy("Save")
    form_class = LimitForm
    may = staticmethod(permissions.can_limit)

    @cached_property
    def named(self):
        return list(self.draft.limited_to.all()) if self.draft.is_limited else []

    def accounts(self):
        return who_sees_drafts()

    def initial(self):
        return {"is_limited": "1" if self.draft.is_limited else "", "to": self.named}

    def facts(self):
        now = names_of(self.named, most=20) if self.draft.is_limited else _("Everybody who sees drafts")
        return [(_("Until now"), now), *open_links(self.draft)]

    def act(self, form):
        to = list(form.cleaned_data["to"]) if form.cleaned_data["is_limited"] else None
        draft = limit(self.draft, by=self.request.user, now=timezone.now(), to=to)
        if not draft.is_limited:
            return _("Everybody who sees drafts sees this one.")
        return _("Only %(names)s and superusers see this draft.") % {"names": names_of(draft.limited_to.all(), most=20)}
