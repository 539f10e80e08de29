"""The forms that make, rotate and revoke a partner's API key."""

from datetime import timedelta

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from casestudies.actions.api_key import LONGEST_NAME, LONGEST_REASON
from casestudies.admin.times import length_field
from casestudies.enums import Scope

LASTS = [
    (90, gettext_lazy("90 days")),
    (365, gettext_lazy("a year")),
    (730, gettext_lazy("two years")),
    (0, gettext_lazy("until it is revoked")),
]
OVERLAPS = [
    (0, gettext_lazy("not at all: the old key ends now")),
    (1, gettext_lazy("a day")),
    (7, gettext_lazy("a week")),
    (30, gettext_lazy("30 days")),
    (90, gettext_lazy("90 days")),
]


def _scopes():
    """Each with the name by which the API and the partner's engineers know it."""
    return [(one.value, format_html("{} <code>{}</code>", one.label, one.value)) for one in Scope]


class LastingForm(forms.Form):
    lasts = length_field(
        gettext_lazy("The new key works for"),
        LASTS,
        initial=365,
        help_text=gettext_lazy("A key that ends by itself does no harm when it is forgotten."),
    )

    def expires_at(self, now):
        days = self.cleaned_data["lasts"]
        return now + timedelta(days=days) if days else None


class KeyForm(LastingForm):
    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=LONGEST_NAME,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("One key for each program, so that one can go without the others: “Website, nightly”."),
        error_messages={"required": gettext_lazy("Say what the key is for, so that you know it when it has to go.")},
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=_scopes,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("No more than the program needs. It cannot be changed later: make another key then."),
        error_messages={"required": gettext_lazy("Choose at least one thing that the key may do.")},
    )
    is_sandbox = forms.BooleanField(
        label=gettext_lazy("Only for trying out"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=gettext_lazy("The key is shown fixed samples of everything, and nothing of what is published."),
    )
    field_order = ["name", "scopes", "lasts", "is_sandbox"]


class RotateForm(LastingForm):
    overlap = length_field(
        gettext_lazy("The old key goes on working for"),
        OVERLAPS,
        initial=7,
        help_text=gettext_lazy("As long as the partner needs to put the new one in its place."),
    )
    field_order = ["overlap", "lasts"]


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Kept with the key, and in the audit: “Found in a public repository”."),
        error_messages={"required": gettext_lazy("Say why the key is revoked: the partner will ask.")},
    )
