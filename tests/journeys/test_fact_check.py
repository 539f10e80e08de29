"""A checker goes through twenty statements by keyboard; then an edit lapses exactly one of the ticks."""

import re

import pytest
from playwright.sync_api import expect

from casestudies.actions.check_statement import tick_statement
from casestudies.models import Passage, Verification
from tests.accessibility import AA, violations
from tests.actions.test_check_statement import keys
from tests.browser.desk import desk_page, open_case, open_tab, put_cursor_at_end, save, sign_in
from tests.browser.desk import source as field_of
from tests.factories import NOW, make_account, make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def checker():
    return make_account(username="ada", first_name="Ada", last_name="Kern")


@pytest.fixture
def case_study(checker):
    """Eighteen statements in the text, an event and a response."""
    return make_case(by=checker, sections=18, questions=[])


@pytest.fixture
def screen(page, live_server, case_study, checker):
    sign_in(page.context, live_server, checker)
    return page


def open_screen(page, case_study, query=""):
    page.goto(f"/admin/casestudies/casestudy/{case_study.pk}/check/{query}")
    expect(page.locator("[data-check-ready]")).to_be_visible()


def progress(page):
    return page.locator("[data-check-progress]")


def current(page):
    return page.locator("[data-check-row][aria-current=true]")


def test_twenty_statements_are_ticked_by_keyboard_and_an_edit_lapses_one(screen, case_study):
    open_screen(screen, case_study)
    expect(progress(screen)).to_contain_text("0 of 20 statements checked")
    for _ in range(20):
        screen.keyboard.press("t")
    expect(progress(screen)).to_contain_text("20 of 20 statements checked")
    assert Verification.objects.filter(verdict="checked", by__username="ada").count() == 20

    open_case(screen, case_study)
    open_tab(screen, "Sections")
    put_cursor_at_end(screen, 4)
    screen.keyboard.press("Control+Home")
    screen.keyboard.type("Only later: ")
    expect(field_of(screen, 4)).to_have_value(re.compile("Only later: Statement 5"))
    save(screen)

    open_screen(screen, case_study, "?show=lapsed")
    expect(progress(screen)).to_contain_text("19 of 20 statements checked")
    lapsed = screen.locator("[data-check-row]:visible")
    expect(lapsed).to_have_count(1)
    expect(lapsed).to_contain_text("Only later: Statement 5 of the record.")
    expect(lapsed).to_contain_text("It said: Statement 5 of the record.")
    screen.keyboard.press("t")
    expect(progress(screen)).to_contain_text("20 of 20 statements checked")


def test_keys_dispute_quote_take_back_and_find(screen, case_study):
    open_screen(screen, case_study)
    screen.keyboard.press("j")
    expect(current(screen)).to_have_id("s2")
    screen.keyboard.press("d")
    note = current(screen).get_by_label("What is wrong, or what you need to know")
    expect(note).to_be_focused()
    screen.keyboard.type("just a jot: t, u and d are letters here")
    screen.keyboard.press("Control+Enter")
    expect(current(screen)).to_contain_text("Disputed by Ada Kern")
    expect(screen.get_by_role("status")).to_contain_text("Disputed. Those who work on the text are told.")
    assert Verification.objects.get().note == "just a jot: t, u and d are letters here"

    screen.keyboard.press("u")
    expect(progress(screen)).to_contain_text("20 open")
    screen.keyboard.press("p")
    expect(current(screen).get_by_label("The source’s own words").first).to_be_focused()
    screen.keyboard.type("Three hours.")
    screen.keyboard.press("Control+Enter")
    expect(current(screen).locator("blockquote")).to_contain_text("Three hours.")
    assert Passage.objects.get().words == "Three hours."

    screen.keyboard.press("/")
    screen.keyboard.type("voluntary")
    expect(screen.locator("[data-check-row]:visible")).to_have_count(1)
    screen.keyboard.press("Escape")
    expect(screen.locator("[data-check-row]:visible")).to_have_count(20)
    screen.keyboard.press("?")
    expect(screen.get_by_role("dialog", name="Keys")).to_be_visible()


def test_word_given_meanwhile_is_shown_before_another_covers_it(screen, case_study):
    open_screen(screen, case_study)
    tick_statement(case_study, keys(case_study)[0], by=make_account(first_name="Mina"), now=NOW)
    screen.keyboard.press("a")
    screen.keyboard.type("Which page?")
    screen.keyboard.press("Control+Enter")
    expect(screen.get_by_role("alert")).to_contain_text("Mina checked this statement while you were reading.")
    expect(current(screen)).to_contain_text("Checked by Mina")
    note = current(screen).get_by_label("What is wrong, or what you need to know")
    expect(note).to_have_value("Which page?")
    note.press("Control+Enter")
    expect(current(screen)).to_contain_text("Asked by Ada Kern")


def test_screen_has_nothing_for_axe_to_find_on_a_phone_either(browser, live_server, case_study, checker):
    tick_statement(case_study, keys(case_study)[0], by=checker, now=NOW)
    with desk_page(browser, live_server, checker, viewport={"width": 390, "height": 844}) as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            open_screen(page, case_study)
            page.keyboard.press("d")
            expect(current(page).locator("textarea").first).to_be_focused()
            assert violations(page, "[data-check], .check-requests", levels=AA) == [], scheme
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), scheme
