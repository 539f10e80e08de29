"""Choosing a shared record by typing: one search view, and a widget that asks no query for a label it was given."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.forms import ModelChoiceField, ModelMultipleChoiceField, Widget
from django.forms.utils import flatatt
from django.urls import path, reverse
from django.utils.html import format_html

from casestudies.admin.labels import label_of


def is_id(value):
    """Whether a database could have given a row this number."""
    return str(value).isdecimal() and len(str(value)) < 19


def urls(model_admin):
    site = model_admin.admin_site
    return [path("search/", site.admin_view(RecordSearch.as_view(admin_site=site)), name="casestudies_search")]


class RecordSearch(AutocompleteJsonView):
    """Answers a widget's search, with labels that tell records apart."""

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": label_of(obj)}


class RecordWidget(AutocompleteSelect):
    """A row's widget. `labels` holds what the rows' own query already brought: `{"12": "label"}`."""

    labels: dict[str, str] = {}

    def get_url(self):
        return reverse(f"{self.admin_site.name}:casestudies_search")

    def optgroups(self, name, value, attr=None):
        chosen = [str(item) for item in value if is_id(item)]
        if any(item not in self.labels for item in chosen):
            return super().optgroups(name, chosen, attr)
        options = [self.create_option(name, "", "", False, 0)] if not self.is_required else []
        options += [self.create_option(name, item, self.labels[item], True, len(options)) for item in chosen]
        return [(None, options, 0)]


class FixedRecord(Widget):
    """The record of a row that keeps it: its label, leading to the record's page, and the hidden value."""

    def __init__(self, label, address):
        super().__init__()
        self.label, self.address = label, address

    def render(self, name, value, attrs=None, renderer=None):
        # What a save reads is written as any hidden field is.
        hidden = '<input type="hidden" name="{}" value="{}"{}><a class="desk-fixed" href="{}" target="_blank">{}</a>'
        return format_html(hidden, name, value, flatatt(self.build_attrs(self.attrs, attrs)), self.address, self.label)


class RecordsWidget(AutocompleteSelectMultiple):
    """Several records, chosen by typing."""

    def get_url(self):
        return reverse(f"{self.admin_site.name}:casestudies_search")

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [str(item) for item in value if is_id(item)], attr)


class RecordField(ModelChoiceField):
    """A record, labelled as the search labels it; refuses what no database holds as a number.

    `known` are records that the rows brought with them: `{"12": record}`.
    """

    known: dict[str, Any] = {}

    def label_from_instance(self, obj):
        return label_of(obj)

    def to_python(self, value):
        if str(value) in self.known:
            return self.known[str(value)]
        return super().to_python(value if is_id(value) or not value else "0")


class RecordsField(ModelMultipleChoiceField):
    """Several records; a number that no row can have is one that no row has."""

    def label_from_instance(self, obj):
        return label_of(obj)

    def clean(self, value):
        if isinstance(value, list):
            value = ["0" if str(item).isdecimal() and not is_id(item) else item for item in value]
        return super().clean(value)
