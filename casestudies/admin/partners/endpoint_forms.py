"""What is typed about a webhook endpoint at the desk."""

from django import forms
from django.utils.safestring import mark_safe
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

_CHANGED = gettext_lazy("Somebody changed this meanwhile to: %(value)s. Save again to put yours in its place.")
_NOTHING = gettext_lazy("nothing")


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


class ChangeEndpointForm(EndpointForm):
    """Names only what its editor changed. What somebody else changed meanwhile too is said, and not overwritten unseen.

    `initial` is how the endpoint stands now; the page sends along, hidden, how it stood when the form was opened.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = True

    def wanted(self):
        given = {name: self.cleaned_data[name] for name in self.changed_data}
        if "topics" in given:
            given["topics"] = list(given["topics"])
        return Wanted(**given)

    def clean(self):
        given = super().clean()
        stale = [name for name in self.changed_data if name in given and self._is_stale(name)]
        data = self.data.copy()
        for name in self.fields:
            bound = self[name]
            seen, stands = data.getlist(bound.html_initial_name), bound.initial
            if name in stale:
                self.add_error(name, _CHANGED % {"value": self._in_words(name, stands)})
                seen = stands if isinstance(stands, list) else [stands]
            data.setlist(bound.html_initial_name, seen)  # also where that is nothing, which a browser does not send
        self.data = data
        return given

    def seen(self):
        """The hidden fields of those whose choices the page writes one by one."""
        return mark_safe("".join(one.as_hidden(only_initial=True) for one in self if one.use_fieldset))

    def _is_stale(self, name):
        """Whether it stands otherwise now than when the form was opened, and otherwise than was typed."""
        bound, field = self[name], self.fields[name]
        seen = field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        return field.has_changed(bound.initial, seen) and field.has_changed(bound.initial, bound.data)

    def _in_words(self, name, value):
        if not isinstance(value, list):
            return value or _NOTHING
        chosen = {str(one) for one in value}
        words = [str(label) for key, label in self.fields[name].choices if str(key) in chosen]
        return ", ".join(words) or _NOTHING


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
