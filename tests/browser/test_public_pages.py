"""The public pages in a real browser: readable by everybody, at every width, with and without JavaScript.

The `page` fixture fails a test on any error in the console, so a blocked style or script is found here too.
"""

import itertools
import re

import pytest
from playwright.sync_api import expect

from casestudies.enums import EditionKind
from tests.accessibility import violations
from tests.factories import make_case, publish_case
from tests.public.conftest import publish_next

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
BOX = "(element) => element.getBoundingClientRect().toJSON()"


@pytest.fixture
def site(transactional_db):
    case_study = make_case(slug="sora-leak", title="A leak " + "with a title that goes on and on " * 6)
    publish_case(case_study)
    publish_next(case_study, kind=EditionKind.CORRECTION, note="Three hours, not four.")
    return case_study


def boxes(page, *selectors):
    """Where the first of each stands, all at one moment."""
    expect(page.locator(".note-margin").first).to_be_visible()
    return page.evaluate(f"selectors => selectors.map(one => document.querySelector(one)).map({BOX})", selectors)


def test_sources_and_facts_stand_in_the_margin_beside_what_they_belong_to_and_never_overlap(page, site):
    page.set_viewport_size(WIDE)
    page.goto("/cases/sora-leak/")

    selectors = ".note-margin", "[role=doc-noteref]", ".article", ".case-facts", ".glance"
    note, marker, article, facts, glance = boxes(page, *selectors)
    assert note["left"] >= article["right"]
    assert abs(note["top"] - marker["top"]) < 30

    notes = page.locator(".note-margin:visible").evaluate_all(f"notes => notes.map({BOX})")
    assert len(notes) >= 2
    assert all(upper["bottom"] <= lower["top"] for upper, lower in itertools.pairwise(notes))

    # A source that comes again stands there by its short form.
    expect(page.locator("#part-2 .note-margin").first).to_have_text(
        re.compile(r"^\s*1\s*Wiggers,\s+26 November 2024\s*$")
    )

    assert facts["left"] >= glance["right"]
    assert facts["top"] == glance["top"]
    assert facts["bottom"] <= note["top"]


def test_notes_of_a_text_from_right_to_left_stand_on_its_left(page, transactional_db):
    publish_case(make_case(slug="arabic", language="ar", title="تسريب أداة توليد الفيديو"))
    page.set_viewport_size(WIDE)
    page.goto("/cases/arabic/")

    note, text = boxes(page, ".note-margin", ".article")
    assert note["right"] <= text["left"]
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_source_opens_in_place_on_a_phone_and_closes_again(page, site):
    page.set_viewport_size(PHONE)
    page.goto("/cases/sora-leak/")
    marker = page.locator("[role=doc-noteref]").first

    marker.click()
    note = page.get_by_role("note", name="Source 1")
    expect(note).to_contain_text("Kyle Wiggers")
    expect(marker).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile("/cases/sora-leak/$"))

    marker.click()
    expect(note).to_have_count(0)
    expect(marker).to_have_attribute("aria-expanded", "false")


def test_without_javascript_a_marker_leads_to_the_source_and_back(browser, live_server, site):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/cases/sora-leak/")

    page.locator("[role=doc-noteref]").first.click()
    expect(page).to_have_url(re.compile("#source-1$"))
    page.locator("#source-1 [role=doc-backlink]").first.click()
    expect(page).to_have_url(re.compile("#cite-1-1$"))
    context.close()


def test_keyboard_reaches_the_text_first(page, site):
    page.goto("/cases/sora-leak/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#page-content")).to_be_focused()
