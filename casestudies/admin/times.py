"""How the desk types times and says them: in the publication's time zone."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

TYPED = "%Y-%m-%dT%H:%M"


def moment_field(label, help_text=""):
    """A day and a time of day."""
    problem = gettext_lazy("Choose the day and the time.")
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        input_formats=[TYPED],
        widget=UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"}),
        error_messages={"required": problem, "invalid": problem},
    )


def length_field(label, choices, *, initial, help_text=""):
    """How long something lasts: `choices` are (number, in words)."""
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        initial=initial,
        widget=UnfoldAdminSelectWidget,
        help_text=help_text,
    )


def as_typed(moment):
    """What a `moment_field` begins with; empty for None."""
    return timezone.localtime(moment).strftime(TYPED) if moment else ""


def moment_in_words(moment):
    """`14 November 2026, 09:30`"""
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}"
