"""The panels beside the form: they follow what is typed, lead to its fields, and are reached by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.admin.forms import address
from tests.browser.desk import open_case, sign_in
from tests.factories import make_account, make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(page, live_server):
    """A case study that is ready, in a window too narrow for form and panels side by side."""
    editor = make_account(username="maria")
    case_study = make_case(by=editor)
    sign_in(page.context, live_server, editor)
    page.set_viewport_size({"width": 1280, "height": 860})
    open_case(page, case_study)
    page.case_study = case_study
    return page


def test_panel_follows_what_is_typed_and_leads_to_the_field(form):
    badge = form.locator(".desk-bar [data-badge=readiness]")
    expect(badge).to_have_text("Ready")

    form.fill("#id_summary", "")
    expect(badge).to_have_text("1 to fix", timeout=60_000)
    form.locator("#people-tab").click()
    expect(form.locator("#id_summary")).to_be_hidden()
    badge.click()
    form.get_by_role("link", name="The case study has no summary").click()

    expect(form.locator("#id_summary")).to_be_focused()
    expect(form.locator("#desk-rail")).to_be_hidden()


def test_panel_opens_and_closes_by_keyboard(form):
    link = form.locator("[data-panel-link=readiness]")
    link.focus()
    form.keyboard.press("Enter")
    expect(form.locator("#panel-readiness > summary")).to_be_focused()
    expect(form.locator("#panel-readiness")).to_contain_text("Nothing stops publication.")

    form.keyboard.press("Escape")

    expect(form.locator("#desk-rail")).to_be_hidden()
    expect(link).to_be_focused()


def test_address_of_a_field_shows_its_tab(form):
    form.goto("about:blank")
    form.goto(address(form.case_study) + "#id_sections-1-heading")

    expect(form.locator("#id_sections-1-heading")).to_be_focused()
    expect(form.locator("#sections-tab")).to_have_attribute("aria-current", "true")
