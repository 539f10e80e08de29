"""Two people at one case study, and a session that ends: nobody loses a word."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from casestudies.models import CaseStudy, WorkingCopy
from tests.browser.desk import desk_page, editor, open_case, open_tab, put_cursor_at_end, source
from tests.factories import make_account, make_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct horse battery staple"


@pytest.fixture
def maria(live_server):
    return make_account(username="maria", first_name="Maria", last_name="Ortiz")


@pytest.fixture
def case_study(maria):
    return make_case(by=maria, slug="two-at-once")


def write_all(page, name):
    """The title, two sections, a section of one's own, a teacher's note."""
    page.fill("#id_title", f"The leak, by {name}")
    open_tab(page, "Sections")
    for index in (0, 1):
        put_cursor_at_end(page, index)
        page.keyboard.type(f" {name} wrote this.")
        expect(source(page, index)).to_have_value(re.compile(f"{name} wrote this"))
    page.get_by_role("button", name="Add a section").click()
    page.fill("#id_sections-2-heading", f"What {name} adds")
    open_tab(page, "Questions")
    page.fill("#id_questions-0-teacher_note", f"A note by {name}")


def choose(page, legend, side):
    page.get_by_role("group", name=legend).get_by_label(side, exact=True).check()


def test_two_people_edit_at_once_and_the_later_one_loses_nothing(browser, live_server, maria, case_study):
    ana = make_account(username="ana", first_name="Ana", last_name="de Souza")
    with desk_page(browser, live_server, maria) as first, desk_page(browser, live_server, ana) as second:
        # Given both have the case study open, each sees the other.
        open_case(first, case_study)
        open_case(second, case_study)
        expect(second.locator("#desk-others")).to_contain_text("Maria Ortiz")

        # When both write in the same places, and Ana saves first,
        write_all(first, "Maria")
        write_all(second, "Ana")
        second.locator(".desk-save").click()
        expect(second.locator("body")).to_contain_text("Saved as revision 2")

        # then Maria is told before she saves, and chooses when she does.
        expect(first.locator("#desk-moved")).to_contain_text("Ana de Souza saved version 2")
        first.locator(".desk-save").click()
        expect(first.locator("#desk-refused")).to_contain_text("this case study moved on")
        choose(first, "Title", "Mine")
        choose(first, "Section “Part 1” Text", "Theirs")
        part_two = first.get_by_role("group", name="Section “Part 2” Text")
        part_two.get_by_label("Write it by hand").check()
        hand = part_two.locator("textarea").get_attribute("name")
        put_cursor_at_end(first, hand)
        first.keyboard.type(" Ana wrote this, too.")
        expect(source(first, hand)).to_have_value(re.compile("Ana wrote this, too"))
        choose(first, re.compile("Discussion question .* Teacher's note"), "Mine")
        first.get_by_role("button", name="Save together").click()
        expect(first.locator("body")).to_contain_text("Saved as revision 3")

    case_study.refresh_from_db()
    sections = dict(case_study.sections.values_list("heading", "prose"))
    assert case_study.title == "The leak, by Maria"
    assert "Ana wrote this." in sections["Part 1"]
    assert "Maria wrote this. Ana wrote this, too." in sections["Part 2"]
    assert set(sections) == {"Part 1", "Part 2", "What Ana adds", "What Maria adds"}
    assert case_study.questions.get().teacher_note == "A note by Maria"
    assert not WorkingCopy.objects.exists()


def sign_in_in_place(page, password=PASSWORD):
    dialog = page.get_by_role("dialog", name="Sign in again")
    dialog.get_by_label("Password").fill(password)
    dialog.get_by_role("button", name="Sign in", exact=True).click()


def test_typing_goes_on_through_an_expired_session(browser, live_server, maria, case_study):
    with desk_page(browser, live_server, maria) as page:
        # Given somebody types, and what they type is kept,
        open_case(page, case_study)
        page.fill("#id_title", "Typed while signed in")
        expect(page.locator(".desk-kept")).to_contain_text("Kept")

        # when the session ends while they go on,
        Session.objects.all().delete()
        page.fill("#id_summary", "Typed while signed out")
        expect(page.locator(".desk-kept")).to_contain_text("Not kept: you are signed out")

        # then they sign in where they are, a mistyped password included,
        page.get_by_role("button", name="Sign in again").click()
        sign_in_in_place(page, "wrong")
        expect(page.get_by_role("dialog")).to_contain_text("That did not sign you in")
        sign_in_in_place(page)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator(".desk-kept")).to_contain_text(re.compile("^Kept"))

        # and a save that meets an ended session asks as well, and then saves.
        Session.objects.all().delete()
        page.fill("#id_question", "Typed while signed out again?")
        page.locator(".desk-save").click()
        sign_in_in_place(page)
        expect(page.locator("body")).to_contain_text("Saved as revision 2")

    found = CaseStudy.objects.get()
    assert (found.title, found.summary, found.question) == (
        "Typed while signed in",
        "Typed while signed out",
        "Typed while signed out again?",
    )


def test_what_was_typed_and_not_saved_is_offered_and_taken_up(browser, live_server, maria, case_study):
    with desk_page(browser, live_server, maria) as page:
        open_case(page, case_study, "Sections")
        put_cursor_at_end(page, 0)
        page.keyboard.type(" Typed and left.")
        page.locator("#sections-1 [data-move='-1']").click()
        expect(page.locator(".desk-kept")).to_contain_text("Kept")
        expect(page.locator("input[name=_known]")).not_to_have_value("")

        context = page.context
        page.close()
        page = context.new_page()
        open_case(page, case_study)
        expect(page.locator("#desk-offer")).to_contain_text("and did not save it")
        page.fill("#id_summary", "Typed before the offer was answered")
        expect(page.locator(".desk-kept")).to_contain_text("first take up or drop")
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("link", name="Take it up again").click()
        expect(page.locator("#desk-held")).to_contain_text("Taken up again")
        open_tab(page, "Sections")
        expect(page.locator("[data-part=sections] .desk-row-title").first).to_have_text("Part 2")
        expect(editor(page, 0)).to_contain_text("Typed and left.")
        page.locator(".desk-save").click()
        expect(page.locator("body")).to_contain_text("Saved as revision 2")

    assert list(case_study.sections.values_list("heading", flat=True)) == ["Part 2", "Part 1"]
    assert "Typed and left." in case_study.sections.get(heading="Part 1").prose
