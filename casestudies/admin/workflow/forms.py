"""What the steps of the workflow ask."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from casestudies.enums import EditionKind
from casestudies.queries.staff import name_of

KINDS = [
    (EditionKind.UPDATE, _("Update: the story moved on, or the text got better")),
    (EditionKind.CORRECTION, _("Correction: the edition that stands says something wrong")),
]
MOST = 2000
WHICH_TEXT = _("This page did not say which text it showed. Look at the text, then decide.")


def words(label, help_text="", required=None, rows=4, **kwargs):
    """A text to write; `required` is the sentence for who leaves it empty."""
    messages = {"required": required} if required else {}
    widget = UnfoldAdminTextareaWidget(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, max_length=MOST, widget=widget, error_messages=messages, **kwargs
    )


class StepForm(forms.Form):
    """A step that asks nothing but to be meant. `view` is the page that asks."""

    def __init__(self, *args, view, **kwargs):
        super().__init__(*args, **kwargs)
        self.view = view


class BoundForm(StepForm):
    """`base_version` and `seen` say which text the page showed: its version, and the digests of its content."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    binding = ("base_version", "seen")

    def clean(self):
        if set(self.binding) & set(self.errors):
            raise forms.ValidationError(WHICH_TEXT)
        return super().clean()

    @property
    def expected(self):
        return tuple(self.cleaned_data["seen"].split(" "))


class OverrideForm(BoundForm):
    """Asks for a reason where somebody goes without a second pair of eyes, and only there."""

    override_reason = words(
        _("Why nobody else approves it"),
        _("Kept in the audit for good. The step is flagged, and somebody else looks at it afterwards."),
        _("Say why this text goes without a second pair of eyes."),
        rows=3,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.view.overrides:
            del self.fields["override_reason"]


class ReturnForm(StepForm):
    reason = words(
        _("What is to be changed"),
        _("The author reads this above the text until it is submitted again."),
        _("Say what is to be changed; the author sees it."),
    )


class WithdrawForm(StepForm):
    reason = words(
        _("Why it is withdrawn"),
        _("Public for good, in place of the text."),
        _("Give the public reason."),
    )


class ReinstateForm(StepForm):
    reason = words(
        _("Why it is reinstated"), _("Public for good, beside the notice before it."), _("Give the public reason.")
    )


class PublishForm(OverrideForm):
    """The kind of edition, unless it is the first, and the public note."""

    kind = forms.ChoiceField(
        label=_("What kind of edition is this?"),
        choices=KINDS,
        widget=UnfoldAdminRadioSelectWidget,
        error_messages={"required": _("Say whether this is an update or a correction.")},
    )
    change_note = words(
        _("What readers are told"),
        _("Public for good, beside the edition. For a correction: what was wrong, and what it says now."),
        _("Say in public what this edition changes."),
    )
    field_order = ("day", "time", "kind", "change_note", "override_reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.view.is_first:
            del self.fields["kind"]
            self.fields["change_note"].help_text = _("Public for good, beside the edition. “First published” will do.")
            self.fields["change_note"].initial = _("First published.")

    @property
    def chosen_kind(self):
        return EditionKind.INITIAL if self.view.is_first else EditionKind(self.cleaned_data["kind"])


class ScheduleForm(PublishForm):
    """A day and a time of the publication's own zone, which the labels name."""

    day = forms.DateField(
        label=_("Day"),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
        error_messages={"required": _("Choose the day.")},
    )
    time = forms.TimeField(
        widget=UnfoldAdminTextInputWidget(attrs={"type": "time"}),
        error_messages={"required": _("Choose the time.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time"].label = _("Time, %(zone)s") % {"zone": self.view.zone_words}

    def clean(self):
        cleaned = super().clean()
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and time:
            zone = ZoneInfo(self.view.zone)
            moment = datetime.combine(day, time, tzinfo=zone)
            try:
                back = moment.astimezone(UTC).astimezone(zone)
            except OverflowError:  # the first or last day of the calendar, which is another one in UTC
                self.add_error("day", _("Choose another day."))
                return cleaned
            # A time that the clocks skip in spring comes back from UTC as another.
            if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
                self.add_error("time", _("The clocks skip this time on that day. Choose another."))
            cleaned["publish_at"] = moment
        return cleaned


class AccountChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return name_of(obj)


class AssignForm(StepForm):
    """Whose turn it is, by when, and when the published text is looked at again."""

    assignee = AccountChoice(
        label=_("Assigned to"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": _("This account is not there any more, or may not see this case study.")},
    )
    deadline = forms.DateField(
        label=_("Deadline"), required=False, widget=UnfoldAdminTextInputWidget(attrs={"type": "date"})
    )
    review_by = forms.DateField(
        label=_("Look at the published text again by"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
        help_text=_("The desk is reminded when the day comes."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = self.view.accounts()


class AccountChoices(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return name_of(obj)


class LimitForm(StepForm):
    is_limited = forms.TypedChoiceField(
        label=_("Who sees the draft"),
        choices=[("", _("Everybody who sees drafts")), ("1", _("Only the people ticked below"))],
        coerce=bool,
        required=False,
        empty_value=False,
        widget=UnfoldAdminRadioSelectWidget,
    )
    to = AccountChoices(
        label=_("People"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You stay among them. Superusers always see everything. Private links of all others are closed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = self.view.accounts()
