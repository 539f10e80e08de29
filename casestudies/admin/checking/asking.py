"""The form that asks somebody without an account to check a draft."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from casestudies.actions.ask_checker import LONGEST_NAME, MOST_DAYS, MOST_MESSAGE, ask_checker
from casestudies.errors import NotReady

SOON = 14


class AskForm(forms.Form):
    """Lengths and the address are checked again by the action, whoever calls it."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME, widget=UnfoldAdminTextInputWidget)
    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=UnfoldAdminEmailInputWidget)
    message = forms.CharField(
        label=_("Message"),
        max_length=MOST_MESSAGE,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("What you would like looked at. It goes into the e-mail."),
    )
    days = forms.IntegerField(
        label=_("Open for days"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=SOON,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
    )


def ask(request, draft):
    """The form as it was filled in, and what was asked; None when nothing was."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return form, None
    try:
        return form, ask_checker(draft, by=request.user, now=timezone.now(), **form.cleaned_data)
    except NotReady as error:
        for problem in error.problems:
            form.add_error(problem.place if problem.place in form.fields else None, problem.message)
        return form, None
