"""The preview beside the form, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import open_case, open_tab, put_cursor_at_end, sign_in
from tests.factories import make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_preview_shows_what_is_typed_at_both_widths_and_in_both_colours(page, live_server):
    draft = make_case(title="The leak in draft")
    sign_in(page.context, live_server)
    page.set_viewport_size({"width": 1440, "height": 900})
    open_case(page, draft)
    open_tab(page, "Sections")
    page.get_by_role("button", name="Preview", exact=True).click()
    dock = page.get_by_role("region", name="Preview")
    shown = page.frame_locator(".desk-preview iframe:not(.desk-preview-coming)")
    expect(shown.get_by_role("heading", level=1)).to_have_text("The leak in draft")

    put_cursor_at_end(page, 0)
    page.keyboard.type(" Typed beside it.")
    expect(shown.get_by_text("Typed beside it.")).to_be_visible()

    dock.get_by_role("button", name="Phone").click()
    expect(dock.locator("iframe")).to_have_css("width", "390px")
    dock.get_by_role("button", name="Dark").click()
    expect(shown.locator("body")).to_have_css("background-color", "rgb(19, 20, 18)")
    dock.get_by_role("button", name="Light").click()
    expect(shown.locator("body")).to_have_css("background-color", "rgb(251, 249, 243)")

    page.keyboard.press("Escape")
    expect(dock).to_have_count(0)
    expect(page.get_by_role("button", name="Preview", exact=True)).to_be_focused()
