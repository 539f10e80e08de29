"""What is typed about a webhook endpoint at the desk."""

from django import forms
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from casestudies.actions.shape_endpoint import Wanted
from casestudies.admin.times import length_field
from casestudies.enums import WebhookEvent
from casestudies.models import Topic

OVERLAPS = [
    (0, gettext_lazy("not at all: the old secret ends now")),
    (24, gettext_lazy("a day")),
    (72, gettext_lazy("three days")),
    (168, gettext_lazy("a week")),
]


class EndpointForm(forms.Form):
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=gettext_lazy("Begins with https:// and is given by the partner."),
        error_messages={"required": gettext_lazy("Give the address that is to be told.")},
    )
    description = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("So that the partner and you mean the same one: “Website, production”."),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told"),
        choices=[one for one in WebhookEvent.choices if one[0] != WebhookEvent.TEST],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: everything. What has to be taken down is told in any case."),
    )
    topics = forms.ModelMultipleChoiceField(
        label=gettext_lazy("On which topics"),
        queryset=Topic.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: on all of them."),
    )

    def wanted(self):
        given = self.cleaned_data
        return Wanted(given["url"], given["description"], given["events"], list(given["topics"]), given.get("releases"))


class NewEndpointForm(EndpointForm):
    releases = forms.BooleanField(
        label=gettext_lazy("Texts under embargo too"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=gettext_lazy(
            "What the partner is offered before its public time, while a key of it may read that. It cannot be changed "
            "later: add another endpoint then."
        ),
    )


class SecretForm(forms.Form):
    overlap = length_field(
        gettext_lazy("The old secret goes on signing for"),
        OVERLAPS,
        initial=24,
        help_text=gettext_lazy("As long as the partner needs to put the new one in its place."),
    )
