"""A reader who has no mouse: from the first page to a case, through it, and on to what it is for."""

import re

import pytest
from playwright.sync_api import expect

from casestudies.enums import EditionKind
from tests.factories import make_case, publish_case
from tests.public.conftest import publish_next

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]


def tab_to(page, target):
    """Press Tab until the target has the focus, and see that the focus shows."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):
            assert target.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
            return
    raise AssertionError(f"Tab never came to {target}")


def test_reader_goes_from_the_first_page_to_a_comparison_a_handout_and_the_timeline(page, transactional_db):
    case_study = make_case(slug="sora-leak")
    publish_case(case_study)
    publish_next(case_study, kind=EditionKind.CORRECTION, note="Three hours, not four.")
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto("/")
    field = page.get_by_role("combobox", name="Search the cases")
    tab_to(page, field)
    page.keyboard.type("leak of")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/cases/sora-leak/")

    tab_to(page, page.get_by_role("navigation", name="Contents of this case").get_by_role("link", name="Part 2"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#part-2$"))
    expect(page.locator("#part-2 h2")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#part-2 .self")).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Copy APA, 7th edition", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("APA, 7th edition: ")

    page.goto("/cases/sora-leak/editions/")
    tab_to(page, page.get_by_role("link", name="What changed in edition 2"))
    page.keyboard.press("Enter")
    expect(page).to_have_url("/cases/sora-leak/editions/1..2/")
    tab_to(page, page.locator(".redline summary").first)
    page.keyboard.press("Enter")
    expect(page.locator(".redline details").first).to_have_attribute("open", "")

    page.goto("/cases/sora-leak/handout/")
    tab_to(page, page.get_by_role("checkbox", name="Sources"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"part=questions$"))

    page.goto("/timeline/")
    tab_to(page, page.get_by_label("From year"))
    page.keyboard.type("2025")
    page.keyboard.press("Tab")
    page.keyboard.type("2025")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Earlier: 2024"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".picture-wide a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/cases/sora-leak/")
