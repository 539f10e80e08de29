import json
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.forms import formset_factory

from casestudies.admin.widgets import (
    IMPORT_MAP,
    MODULES,
    CitationsFormField,
    ProseFormField,
    refuse_unknown_sources,
)
from casestudies.models import Source
from casestudies.prose.limits import MAX_CHARACTERS

CITED = '<p>Text<span data-cite="[{&quot;key&quot;:&quot;ars2024&quot;}]"></span></p>'
FROM_EDITOR = "<table><tbody><tr><th colspan=1><p>Who</p></th></tr><tr><td><p>We</p></td></tr></tbody></table>"
CANONICAL = "<table><tbody><tr><th>Who</th></tr><tr><td>We</td></tr></tbody></table>"


class ProseForm(forms.Form):
    prose = ProseFormField(label="Text")


class EventForm(forms.Form):
    citations = CitationsFormField(label="Sources")


def test_prose_field_keeps_canonical_html():
    assert ProseFormField().clean(CITED) == CITED


def test_prose_field_cleans_whatever_the_browser_sent():
    dirty = f'<script>alert(1)</script><p onclick="x()">A <b>b</b><img src=x onerror=y></p>{FROM_EDITOR}'
    assert ProseFormField().clean(dirty) == f"<p>A <strong>b</strong></p>{CANONICAL}"


@pytest.mark.parametrize("value", [None, "", "<p></p>", "<p>&nbsp;</p>"])
def test_prose_field_without_text_is_empty(value):
    assert ProseFormField().clean(value) == ""
    with pytest.raises(ValidationError, match="required"):
        ProseFormField(required=True).clean(value)


def test_prose_field_puts_too_much_text_down_to_the_field():
    form = ProseForm({"prose": f"<p>{'x' * MAX_CHARACTERS}</p>"})
    assert form.has_error("prose", "too_long")
    assert "divide it into sections" in form.errors["prose"][0]


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        (CITED, CITED, False),
        (CANONICAL, FROM_EDITOR, False),
        ("", "<p></p>", False),
        (None, "", False),
        (CITED, "<p>Text</p>", True),
        ("", "x" * (MAX_CHARACTERS + 1), True),
    ],
)
def test_prose_field_has_changed_only_when_other_prose_would_be_kept(initial, data, changed):
    assert ProseFormField().has_changed(initial, data) is changed


def test_prose_widget_is_a_textarea_with_the_html_for_whoever_has_no_scripts():
    html = str(ProseForm({"prose": CITED})["prose"])
    assert html.startswith("<textarea ")
    assert ">&lt;p&gt;Text&lt;span data-cite=" in html.replace("\r", "").replace("\n", "")


def test_prose_widget_hands_the_editor_its_extensions():
    attrs = ProseForm().fields["prose"].widget.get_context("prose", "", {})["widget"]["attrs"]
    config = json.loads(attrs["data-django-prose-editor-casebook"])
    assert config["js_modules"] == ["casebook/extensions"]
    assert {"Cite", "FigureRef", "TidyPaste", "Toolbar"} <= config["extensions"].keys()
    assert "Menu" not in config["extensions"]


def test_every_module_of_the_import_map_is_there():
    assert [name for name in MODULES if not finders.find(f"editor/{name}.js")] == []


def test_every_import_of_a_module_is_in_the_import_map():
    modules = (Path(finders.find(f"editor/{name}.js")) for name in [*MODULES, "prose", "citations-field"])
    named = {name for module in modules for name in re.findall(r' from "([^"]+)"$', module.read_text("utf-8"), re.M)}
    assert named - {f"casebook/{name}" for name in MODULES} == {"django-prose-editor/editor"}
    assert '"casebook/extensions": "/static/editor/extensions.js"' in str(IMPORT_MAP)


@pytest.mark.parametrize(
    "text",
    ["wiggers2024, p. 3; ars2024", '[{"key":"wiggers2024","locator":"p. 3"},{"key":"ars2024"}]'],
)
def test_citations_field_reads_the_line_and_what_the_script_writes(text):
    assert CitationsFormField().clean(text) == [
        {"key": "wiggers2024", "locator": "p. 3"},
        {"key": "ars2024", "locator": ""},
    ]


def test_citations_field_shows_a_list_as_a_line():
    form = EventForm(initial={"citations": [{"key": "wiggers2024", "locator": "p. 3; 4"}, {"key": "ars2024"}]})
    assert form["citations"].value() == r"wiggers2024, p. 3\; 4; ars2024"


def test_citations_widget_hands_the_script_the_list_or_null_when_the_line_cannot_be_read():
    widget = CitationsFormField(max_items=1).widget
    attrs = widget.get_context("citations", "ars2024, p. 2", {})["widget"]["attrs"]
    assert json.loads(attrs["data-citations"]) == [{"key": "ars2024", "locator": "p. 2"}]
    assert attrs["data-max"] == 1
    attrs = widget.get_context("citations", "Ars Technica", {})["widget"]["attrs"]
    assert json.loads(attrs["data-citations"]) is None


def test_citations_field_refuses_more_than_fit():
    with pytest.raises(ValidationError, match="Only one source fits here"):
        CitationsFormField(max_items=1).clean("wiggers2024; ars2024")
    with pytest.raises(ValidationError, match="At most 2 sources fit here"):
        CitationsFormField(max_items=2).clean("wiggers2024; ars2024; letter2024")


def test_citations_field_says_when_it_is_required():
    with pytest.raises(ValidationError, match="required"):
        CitationsFormField(required=True).clean(" ")


@pytest.mark.parametrize(
    ("initial", "data", "changed"),
    [
        ([{"key": "ars2024", "locator": ""}], "ars2024", False),
        ([{"key": "ars2024", "locator": ""}], '[{"key":"ars2024"}]', False),
        ([], "", False),
        (None, "", False),
        ([{"key": "ars2024", "locator": ""}], "ars2024, p. 2", True),
        ([], "Not a key", True),
    ],
)
def test_citations_field_has_changed_only_when_other_citations_would_be_kept(initial, data, changed):
    assert CitationsFormField().has_changed(initial, data) is changed


@pytest.mark.django_db
def test_refuse_unknown_sources_names_each_key_at_its_form_with_one_query(django_assert_num_queries):
    Source.objects.create(key="ars2024", title="Known")
    data = {
        "form-TOTAL_FORMS": "4",
        "form-INITIAL_FORMS": "0",
        "form-0-citations": "ars2024",
        "form-1-citations": "gone2024; ars2024; other2024, p. 3",
        "form-2-citations": "deleted2024",
        "form-2-DELETE": "on",
        "form-3-citations": "not a key",
    }
    formset = formset_factory(EventForm, can_delete=True)(data)
    formset.is_valid()
    with django_assert_num_queries(1):
        refuse_unknown_sources(formset.forms, "citations")
    assert [form.errors.get("citations", [""])[0][:50] for form in formset.forms] == [
        "",
        "No source has the key “gone2024”, “other2024”. Cho",
        "",
        "“not a key” cannot be the key of a source. Write “",
    ]
    assert not formset.is_valid()
