"""What the desk draws in Python is what Django's and Unfold's templates would draw."""

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms.renderers import DjangoTemplates
from lxml import html
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminSingleTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from casestudies.admin.desk_renderer import DRAWN, RELATED, RENDERER
from casestudies.models import Reference

NASTY = "“Quoted” & 'single' \"double\" <b>bold</b>"
CHOICES = [("", "—"), ("a", NASTY), (2, "Two")]


class Sample(forms.Form):
    text = forms.CharField(label=NASTY, help_text="Help.", max_length=20)
    number = forms.IntegerField(required=False)
    hidden = forms.CharField(widget=forms.HiddenInput)
    box = forms.BooleanField(required=False)
    area = forms.CharField(widget=forms.Textarea)
    choice = forms.ChoiceField(choices=CHOICES)
    boxed_text = forms.CharField(widget=UnfoldAdminTextInputWidget(attrs={"placeholder": NASTY, "disabled": True}))
    boxed_area = forms.CharField(widget=UnfoldAdminTextareaWidget)
    boxed_choice = forms.ChoiceField(choices=CHOICES, widget=UnfoldAdminSelectWidget, required=False)
    day = forms.CharField(widget=UnfoldAdminSingleDateWidget)
    hour = forms.CharField(widget=UnfoldAdminSingleTimeWidget)
    boxes = forms.MultipleChoiceField(choices=CHOICES, widget=UnfoldAdminCheckboxSelectMultipleWidget)
    radio = forms.ChoiceField(choices=CHOICES, widget=UnfoldAdminRadioSelectWidget(radio_style=1))
    grouped_boxes = forms.ChoiceField(choices=[("Group", [("x", "X")])], widget=UnfoldAdminRadioSelectWidget)
    grouped = forms.ChoiceField(choices=[("Group", [("x", "X")])], required=False)


def elements(text):
    """Every element with its attributes and words, white space aside."""
    tree = html.fragment_fromstring(text, create_parent=True)
    return [
        (item.tag, {name: " ".join(value.split()) for name, value in item.attrib.items()}, (item.text or "").strip())
        for item in tree.iter()
    ]


@pytest.mark.parametrize("name", list(Sample.base_fields))
@pytest.mark.parametrize("value", [None, "", "a", "2", NASTY, "0"])
def test_field_and_label_are_those_of_the_templates(name, value):
    data = {} if value is None else {name: value}
    drawn, templated = Sample(data, renderer=RENDERER)[name], Sample(data, renderer=DjangoTemplates())[name]

    assert elements(str(drawn)) == elements(str(templated))
    assert elements(drawn.label_tag()) == elements(templated.label_tag())


@pytest.mark.parametrize("may", [(True, True, True, True), (False, False, False, True), (False,) * 4])
def test_choice_of_a_record_stands_in_what_the_template_puts_around_it(may):
    relation = Reference._meta.get_field("source").remote_field
    names = ("can_add_related", "can_change_related", "can_delete_related", "can_view_related")
    widget = RelatedFieldWidgetWrapper(
        UnfoldAdminSelectWidget(choices=CHOICES), relation, admin.site, **dict(zip(names, may, strict=True))
    )
    widget.template_name = RELATED
    for name in ("references-0-source", NASTY):
        drawn, templated = (widget.render(name, "a", renderer=renderer) for renderer in (RENDERER, DjangoTemplates()))
        assert elements(drawn) == elements(templated)


def test_text_that_begins_with_a_line_end_keeps_it():
    field = Sample({"boxed_area": "\nSecond line"}, renderer=RENDERER)["boxed_area"]

    assert ">\n\nSecond line</textarea>" in str(field)


def test_text_field_with_something_around_it_is_left_to_its_template():
    widget = UnfoldAdminTextInputWidget(attrs={"prefix": "€"})

    assert "€" in widget.render("price", "3", renderer=RENDERER)


def test_every_drawn_template_is_one_that_is_there():
    for name in DRAWN:
        assert DjangoTemplates().get_template(name)
