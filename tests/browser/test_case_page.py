"""The case page in a real browser: cards of sources, and the report of an error on selected words."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from casestudies.models import ErrorReport
from tests.accessibility import violations
from tests.factories import cite, make_case, publish_case

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
    assert violations(page) == []
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong.")
    assert violations(page) == []
    page.get_by_label("What is wrong, and how you know").fill("It is the third.")
    page.get_by_role("button", name="Send the report").click()
    expect(page).to_have_url(re.compile("/cases/sora-leak/report/sent/$"))
    assert ErrorReport.objects.get().message == "It is the third."


def squeezed(text):
    return "".join(text.split())


def test_printed_pages_have_running_heads_and_the_contents_follow_down_to_a_heading(page):
    case_study = make_case(slug="sora-leak", sections=12)
    lines = "".join(f"<p>Statement {number}.{cite('wiggers2024')}</p>" for number in range(20))
    case_study.sections.update(prose=f"<h3>Who paid</h3>{lines}<h3>Who knew</h3>{lines}")
    publish_case(case_study)

    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto("/cases/sora-leak/#part-2--who-knew")
    now = page.locator(".contents a[aria-current]")
    expect(now).to_have_attribute("href", "#part-2--who-knew")
    page.locator("#part-3--who-paid").scroll_into_view_if_needed()
    page.mouse.wheel(0, -1000)
    expect(now).to_have_attribute("href", "#part-2--who-knew")

    for address in ("/cases/sora-leak/", "/cases/sora-leak/handout/"):
        page.goto(address)
        root = page.locator("html")
        title, line = (squeezed(root.get_attribute(name)) for name in ("data-head", "data-line"))
        sheets = [squeezed(sheet.extract_text()) for sheet in PdfReader(BytesIO(page.pdf())).pages]

        assert (title, line) == ("Theleakofsora-leak", "Edition1·14November2026·0of482statementschecked")
        assert len(sheets) > 2
        assert all(title in sheet and line in sheet for sheet in sheets)
        assert [f"{title}{line}" in sheet or f"{line}{title}" in sheet for sheet in sheets[1:]] == [True] * len(
            sheets[1:]
        )
        assert all(f"{number}/{len(sheets)}" in sheet for number, sheet in enumerate(sheets, start=1))
