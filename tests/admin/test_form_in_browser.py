"""The form in a browser: rows are added, moved, taken out and taken back, and a mistake leads to its field."""

import re

import pytest
from playwright.sync_api import expect

from tests.admin.forms import address
from tests.browser.desk import sign_in
from tests.factories import make_account, make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(page, live_server):
    """The page of a case study of two sections, signed in."""
    editor = make_account(username="maria")
    case_study = make_case(by=editor)
    sign_in(page.context, live_server, editor)
    page.goto(address(case_study) + "#sections")
    page.case_study = case_study
    return page


def headings(case_study):
    return list(case_study.sections.values_list("heading", flat=True))


def test_new_section_is_moved_up_by_keyboard_and_saved_there(form):
    form.get_by_role("button", name="Add a section").click()
    form.fill("#id_sections-2-heading", "Between")
    form.locator("#sections-2 [data-move='-1']").focus()
    form.keyboard.press("Enter")
    form.click(".desk-save")
    form.get_by_text("Saved as revision 2.").wait_for()

    assert headings(form.case_study) == ["Part 1", "Between", "Part 2"]
    expect(form).to_have_url(re.compile("#sections$"))


def test_removed_new_section_is_not_saved_and_others_keep_what_was_typed(form):
    add = form.get_by_role("button", name="Add a section")
    for index, heading in [(2, "Unwanted"), (3, "Wanted")]:
        add.click()
        form.fill(f"#id_sections-{index}-heading", heading)
    form.locator("#sections-2 .desk-remove").click()
    form.locator("#sections-0 .desk-remove").click()
    form.locator("#sections-0 [data-restore]").click()
    form.click(".desk-save")
    form.get_by_text("Saved as revision 2.").wait_for()

    assert headings(form.case_study) == ["Part 1", "Part 2", "Wanted"]


def test_folded_row_shows_its_heading_while_it_is_typed(form):
    form.locator("#sections-0 summary").click()
    form.fill("#id_sections-0-heading", "What was exposed")

    expect(form.locator("#sections-0 .desk-row-title")).to_have_text("What was exposed")
    expect(form.locator("#sections-0 [data-meta]")).to_have_text("5 words")


def test_mistake_leads_to_its_field_in_another_tab(form):
    form.locator("[data-tab-link=timeline]").click()
    form.locator("#timeline-0 summary").click()
    form.fill("#id_timeline-0-date", "2024-02-30")
    form.locator("[data-tab-link=sections]").click()
    form.click(".desk-save")
    form.get_by_text("Not saved: one thing to mend").wait_for()
    form.locator("[data-tab-link=general]").click()
    form.get_by_role("link", name="Timeline · Date: Enter a valid date.").click()

    expect(form.locator("#id_timeline-0-date")).to_be_focused()
    expect(form.locator("#id_timeline-0-date")).to_have_value("2024-02-30")
