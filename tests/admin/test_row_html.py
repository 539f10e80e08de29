"""Rows are drawn as the fieldset's template would show them, whatever stands in them."""

import pytest
from django.template.loader import render_to_string
from lxml import html

from casestudies.models import Section
from tests.admin.forms import address, save
from tests.admin.test_desk_renderer import elements
from tests.admin.workflow.steps import client_of
from tests.factories import make_case, make_member, make_picture
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def case_study(editor):
    found = make_case(by=editor)
    found.figures.create(key="map", kind="image", media=make_picture(), alt="A <map> & more", position=1)
    return found


def parts(response):
    return response.context["inline_admin_formsets"]


def drawn_fields(part, row_id):
    tree = html.fromstring(f"<div>{part.drawn_rows}</div>")
    fieldset = tree.get_element_by_id(row_id).xpath(".//fieldset")[0]
    return elements(html.tostring(fieldset, encoding="unicode", with_tail=False))


def templated_fields(fieldset):
    context = {"fieldset": fieldset, "stacked": 1}
    return elements(render_to_string("admin/includes/fieldset.html", context).strip())


def check_every_row(response):
    compared = 0
    for tab in response.context["tabs"]:
        for fieldset, drawn in zip(tab.fieldsets, tab.drawn_fields, strict=True):
            assert elements(drawn) == templated_fields(fieldset)
    for part in parts(response):
        rows = list(part)
        for index, row in enumerate(rows):
            is_last = index == len(rows) - 1 and part.has_add_permission
            (fieldset,) = list(row)
            row_id = f"{part.formset.prefix}-{'empty' if is_last else index}"
            assert drawn_fields(part, row_id) == templated_fields(fieldset)
            compared += 1
    return compared


def test_rows_of_a_form_are_those_of_the_template(desk, case_study):
    assert check_every_row(desk.get(address(case_study))) > 15


def test_rows_with_mistakes_are_those_of_the_template(desk, case_study, form):
    fields = form | {"sections-0-heading": "", "parties-0-responded_on": "never"}

    response = save(desk, case_study, fields)

    assert response.status_code == 200
    assert check_every_row(response) > 15
    assert 'class="desk-row-flag"' in response.content.decode()


def test_rows_for_somebody_who_may_only_look_are_those_of_the_template(case_study):
    response = client_of(make_member("Fact-checker")).get(address(case_study))

    assert check_every_row(response) > 8
    assert "desk-row-tools" not in response.content.decode()


def test_row_escapes_what_it_shows(desk, case_study):
    Section.objects.filter(case_study=case_study, position=1).update(heading="<script>alert(1)</script>")

    text = desk.get(address(case_study)).content.decode()

    assert "<script>alert(1)</script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</span>" in text
    assert "\ue0f0" not in text


def test_reference_keeps_its_source_and_leads_to_it(desk, case_study):
    page = html.fromstring(desk.get(address(case_study)).content.decode())
    reference = case_study.references.first()

    row = page.get_element_by_id("references-0")
    assert row.xpath(".//select") == []
    assert row.xpath(".//input[@name='references-0-source']/@value") == [str(reference.source_id)]
    assert row.xpath(".//a[@class='desk-fixed']/@href") == [f"/admin/casestudies/source/{reference.source_id}/change/"]
    assert page.get_element_by_id("references-empty").xpath(".//select")
