"""The case page in a real browser: cards of sources, and the report of an error on selected words."""

import re

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from casestudies.models import ErrorReport
from tests.factories import make_case, publish_case

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]
SELECT = "() => getSelection().selectAllChildren(document.querySelector('#part-2 p'))"


def test_reader_opens_a_source_by_keyboard_and_reports_the_words_that_are_wrong(page, monkeypatch):
    monkeypatch.setattr("casestudies.public.reports.SOONEST", 0)
    publish_case(make_case(slug="sora-leak"))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/cases/sora-leak/")
    marker = page.locator("#cite-1-1")
    card = page.locator(".note-in-place")

    marker.press("Enter")
    expect(card).to_be_focused()
    expect(card).to_contain_text("Read at its address")
    expect(card.get_by_role("link", name="In the list of sources")).to_have_attribute("href", "#source-1")
    page.locator("#part-2 [role=doc-noteref]").first.click()
    expect(card).to_have_count(1)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(page.locator("#part-2 [role=doc-noteref]").first).to_be_focused()

    page.evaluate(SELECT)
    page.get_by_role("link", name="Report an error", exact=True).click()
    expect(page.get_by_label("The passage")).to_have_value("Statement 2 of the record.")
    expect(page.get_by_label("Where it stands")).to_have_value("part-2")
    assert Axe().run(page)["violations"] == []
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong.")
    assert Axe().run(page)["violations"] == []
    page.get_by_label("What is wrong, and how you know").fill("It is the third.")
    page.get_by_role("button", name="Send the report").click()
    expect(page).to_have_url(re.compile("/cases/sora-leak/report/sent/$"))
    assert ErrorReport.objects.get().message == "It is the third."
