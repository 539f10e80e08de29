"""Finding a case in a real browser: suggestions by keyboard, facets as column and sheet, nothing against WCAG."""

import pytest
from playwright.sync_api import expect

from benchmarks.search import corpus
from tests.accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]


def test_reader_finds_by_suggestion_and_by_facet_with_keys_alone(page):
    corpus.write(corpus.asked_for())
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/cases/")
    field = page.get_by_role("combobox", name="Search the cases")

    field.press_sequentially("halc")
    option = page.get_by_role("option", name="Halcyon Research Party")
    expect(option).to_be_visible()
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert violations(page) == []
    field.press("Escape")
    expect(option).to_be_hidden()
    expect(field).to_have_value("halc")
    field.press("y")
    expect(option).to_be_visible()
    field.press("ArrowUp")
    field.press("Enter")
    expect(page).to_have_url("/parties/halcyon-research/")

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/cases/")
    sheet = page.get_by_role("navigation", name="Narrow the list")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Narrow the list").press("Enter")
    expect(sheet).to_be_visible()
    assert violations(page) == []
    sheet.get_by_role("link", name="Welfare").press("Enter")
    expect(page).to_have_url("/cases/?topic=welfare")
    page.get_by_role("link", name="Remove Topic: Welfare").press("Enter")
    expect(page).to_have_url("/cases/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
