"""Citing and sharing in a real browser: a line is copied, and a partner's page shows the card."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_case, publish_case

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]
PARTNER = (
    "<!doctype html><title>Partner</title><link rel=icon href=data:,>"
    "<iframe src='{}/cases/sora-leak/card/' sandbox></iframe>"
)


def test_citation_is_copied_and_the_card_stands_in_the_page_of_a_partner(page, live_server, web):
    publish_case(make_case(slug="sora-leak"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/cases/sora-leak/")

    page.get_by_role("button", name="Copy Vancouver", exact=True).click()

    expect(page.get_by_role("status")).to_have_text("Vancouver: Copied")
    line = page.locator(".cite-style", has_text="Vancouver").locator("[data-copy-text]").inner_text()
    assert line.startswith("Casebook. The leak of sora-leak [Case study] [Internet].")
    assert page.evaluate("navigator.clipboard.readText()") == line

    web.say("/", PARTNER.format(live_server.url).encode(), content_type="text/html")
    page.goto(web.url())
    card = page.frame_locator("iframe")
    expect(card.get_by_role("heading", name="The leak of sora-leak")).to_be_visible()
    expect(card.get_by_text("0 of 4 statements checked")).to_be_visible()
