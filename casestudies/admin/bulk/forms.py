"""What a step for many case studies asks, and what the desk calls it."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from casestudies.admin.workflow.desk_work import who_sees_drafts
from casestudies.admin.workflow.forms import AccountChoice, words
from casestudies.models import Topic


def day(label, help_text=""):
    widget = UnfoldAdminTextInputWidget(attrs={"type": "date"})
    return forms.DateField(
        label=label, help_text=help_text, widget=widget, error_messages={"required": _("Choose the day.")}
    )


class PlainForm(forms.Form):
    """A step that asks nothing but to be meant."""


class AssigneeForm(forms.Form):
    assignee = AccountChoice(
        label=_("Assign to"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": _("This account is not there any more. Choose somebody else.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = who_sees_drafts()


class DeadlineForm(forms.Form):
    deadline = day(_("Deadline"), _("Who each is assigned to stays as it is, and is told."))


class ReviewForm(forms.Form):
    review_by = day(_("Look at the published text again by"), _("The desk is reminded when the day comes."))


class ReasonForm(forms.Form):
    reason = words(
        _("Why they are withdrawn"), _("Public for good, in place of each text."), _("Give the public reason.")
    )


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(
        label=_("Topic"),
        queryset=None,
        empty_label=_("Choose a topic"),
        widget=UnfoldAdminSelectWidget,
        error_messages={"required": _("Choose a topic.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.order_by("name")


@dataclass(frozen=True)
class Bulk:
    """`choice` is its name in the list, `button` counts what it would change; `right` is who is offered it."""

    choice: str
    button: object
    form: type
    right: str


BULKS = {
    "assign": Bulk(
        _("Assign …"),
        ngettext_lazy("Assign %(count)s case study", "Assign %(count)s case studies", "count"),
        AssigneeForm,
        "assign_casestudy",
    ),
    "deadline": Bulk(
        _("Set a deadline …"),
        ngettext_lazy(
            "Set the deadline of %(count)s case study", "Set the deadline of %(count)s case studies", "count"
        ),
        DeadlineForm,
        "assign_casestudy",
    ),
    "review_by": Bulk(
        _("Set a review date …"),
        ngettext_lazy(
            "Set the review date of %(count)s case study", "Set the review date of %(count)s case studies", "count"
        ),
        ReviewForm,
        "assign_casestudy",
    ),
    "submit": Bulk(
        _("Submit for review …"),
        ngettext_lazy("Submit %(count)s case study", "Submit %(count)s case studies", "count"),
        PlainForm,
        "submit_casestudy",
    ),
    "topic": Bulk(
        _("Add a topic …"),
        ngettext_lazy("Add the topic to %(count)s case study", "Add the topic to %(count)s case studies", "count"),
        TopicForm,
        "change_casestudy",
    ),
    "withdraw": Bulk(
        _("Withdraw …"),
        ngettext_lazy("Withdraw %(count)s case study", "Withdraw %(count)s case studies", "count"),
        ReasonForm,
        "withdraw_casestudy",
    ),
}
