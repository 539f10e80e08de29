"""From signing in to the second edition: an editor reorders, cites, saves and publishes; a reader finds it all."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from casestudies.models import CaseStudy, Edition
from tests.browser.desk import (
    drag_row,
    editor,
    find_source,
    open_tab,
    put_cursor_at_end,
    row,
    rows,
    save,
    take_source,
)
from tests.factories import make_account
from tests.journeys.camera import picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery staple"
CLAIM = "The page ran for a morning."


@pytest.fixture
def seeded(live_server):
    """The product as `make run` leaves it: the Sora case published as edition 1, one account."""
    call_command("seed", verbosity=0)
    make_account(username="admin")
    return CaseStudy.objects.get(slug="sora-leak-2024")


def test_editor_publishes_a_second_edition(page: Page, seeded):
    page.set_viewport_size({"width": 1280, "height": 860})
    picture_reader_pages(page)

    sign_in(page)
    open_the_case(page)
    moved = drag_the_third_section_to_the_top(page)
    cite_a_source_by_searching(page)
    save(page)
    publish_an_update(page)

    read_the_second_edition(page, moved)
    read_the_first_edition(page, moved)
    assert [edition.number for edition in Edition.objects.order_by("number")] == [1, 2]
    call_command("verify_editions", "--quiet")


def picture_reader_pages(page):
    page.goto("/cases/sora-leak-2024/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The Sora leak of November 2024")
    picture(page, "case-desktop-light", width=1440, height=1000)
    picture(page, "case-phone-dark", width=390, height=844, dark=True)
    page.set_viewport_size({"width": 1280, "height": 860})
    page.emulate_media(color_scheme="light")


def sign_in(page):
    page.goto("/admin/")
    page.get_by_label("Username").fill("admin")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="The Sora leak of November 2024").first).to_be_visible()


def open_the_case(page):
    page.get_by_role("link", name="The Sora leak of November 2024").first.click()
    expect(page.locator("input[name=title]")).to_have_value("The Sora leak of November 2024")
    open_tab(page, "Sections", unfold=False)
    expect(rows(page, "sections")).to_have_count(10)


def headings(page):
    return (
        rows(page, "sections")
        .locator("input[name$=-heading]")
        .evaluate_all("fields => fields.map(field => field.value)")
    )


def drag_the_third_section_to_the_top(page):
    """The heading of the section that was moved."""
    before = headings(page)
    drag_row(page, "sections", 2, 0)
    assert headings(page) == [before[2], before[0], before[1], *before[3:]]
    return before[2]


def cite_a_source_by_searching(page):
    """At the end of the section now on top: a sentence, and a citation found by its author and publisher."""
    top = row(page, "sections", 2)
    top.locator("summary").click()
    put_cursor_at_end(page, 2)
    page.keyboard.type(f" {CLAIM}")
    top.get_by_role("button", name="Cite").click()
    find_source(page, "wiggers techcrunch", "appears to have leaked")
    take_source(page)
    page.get_by_label("Place in the source").fill("para. 2")
    page.get_by_role("button", name="Insert citation").click()
    expect(editor(page, 2)).to_contain_text(f"{CLAIM}Wiggers 2024, para. 2")


def publish_an_update(page):
    page.goto(f"/admin/casestudies/casestudy/{CaseStudy.objects.get().pk}/change/")
    page.locator(".desk-more summary").click()
    page.get_by_role("link", name=re.compile("^Publish")).first.click()
    page.get_by_label("Update", exact=False).first.check()
    page.get_by_label("What readers are told").fill("Says how long the page ran, and puts the letter first.")
    page.get_by_label("Why nobody else approves it").fill("One person runs this desk.")
    page.get_by_role("button", name=re.compile("^Publish")).click()
    expect(page.locator("body")).to_contain_text("Edition 2")


def read_the_second_edition(page, first_heading):
    page.goto("/cases/sora-leak-2024/")
    expect(page.get_by_text("Edition 2").first).to_be_visible()
    expect(page.locator("article h2, main h2").filter(has_text=first_heading).first).to_be_visible()
    claim = page.locator("p", has_text=CLAIM)
    marker = claim.locator("a[role=doc-noteref]").last
    expect(claim).to_contain_text("para. 2")
    there = marker.get_attribute("href")
    source = page.locator(there)
    expect(source).to_contain_text("TechCrunch")
    back = source.locator(f"a[role=doc-backlink][href='#{marker.get_attribute('id')}']")
    expect(back).to_have_count(1)
    back.click()
    expect(page).to_have_url(re.compile(f"#{marker.get_attribute('id')}$"))


def read_the_first_edition(page, first_heading):
    page.goto("/cases/sora-leak-2024/editions/1/")
    expect(page.locator("body")).to_contain_text("Edition 1")
    expect(page.locator("main")).not_to_contain_text(CLAIM)
    expect(
        page.get_by_role("link", name=re.compile("edition 2|current|newest|latest", re.IGNORECASE)).first
    ).to_be_visible()
