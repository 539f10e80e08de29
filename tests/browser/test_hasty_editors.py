"""Whoever is quicker than the browser loses nothing; each test makes the moment last that a busy machine stretches."""

import pytest
from playwright.sync_api import expect

from casestudies.models import CaseStudy, Reference, Section
from tests.browser.desk import (
    bring_into_view,
    choose_source,
    cited,
    editor,
    open_cite_dialog,
    open_sections,
    open_tab,
    put_cursor_at_end,
    sign_in,
    source,
)
from tests.factories import make_source

pytestmark = pytest.mark.browser

PROSE = "<p>One two three.</p>"
WIGGERS = cited({"key": "wiggers2024"})
# Nothing is ever near enough to the window for an editor to be made by itself.
NO_EDITORS = """
    const Observer = IntersectionObserver
    window.IntersectionObserver = class extends Observer {
        constructor(callback, options) {
            super(options?.rootMargin?.startsWith("400px") ? () => {} : callback, options)
        }
    }
"""


@pytest.fixture
def case_study(live_server):
    case_study = CaseStudy.objects.create(slug="sora", title="The leak")
    Section.objects.create(case_study=case_study, position=1, heading="One", anchor="s1", prose=PROSE)
    Reference.objects.create(case_study=case_study, source=make_source("wiggers2024"))
    make_source("ars2024")
    return case_study


@pytest.fixture
def desk(page, live_server, case_study):
    sign_in(page.context, live_server)
    open_sections(page, case_study)
    return page


@pytest.fixture
def unready(page, live_server, case_study):
    """The section's text is there for reading, and has no editor."""
    page.add_init_script(NO_EDITORS)
    sign_in(page.context, live_server)
    page.goto(f"/admin/casestudies/casestudy/{case_study.pk}/change/")
    open_tab(page, "Sections")
    expect(page.locator(".prose-preview")).to_have_text("One two three.")
    return page


def test_citation_lands_where_the_cursor_went_a_moment_before(desk):
    bring_into_view(desk, 0)
    editor(desk, 0).click()
    expect(editor(desk, 0)).to_be_focused()
    editor(desk, 0).evaluate(
        """dom => {
            getSelection().collapse(dom.querySelector("p").firstChild, "One two".length)
            const key = { key: "F", keyCode: 70, ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }
            dom.dispatchEvent(new KeyboardEvent("keydown", key))
        }"""
    )
    choose_source(desk, "wiggers", "Title of wiggers2024")
    desk.get_by_role("button", name="Insert citation").click()

    expect(source(desk, 0)).to_have_value(f"<p>One two{WIGGERS} three.</p>")


def test_dialog_has_put_its_citation_in_before_another_key_can_come(desk):
    put_cursor_at_end(desk, 0)
    open_cite_dialog(desk)
    choose_source(desk, "wiggers", "Title of wiggers2024")
    # Promises are kept before the browser turns to the next key.
    state = desk.get_by_role("button", name="Insert citation").evaluate(
        """async button => {
            button.click()
            for (let turn = 0; turn < 50; turn++) await null
            return [document.querySelector("[name=sections-0-prose]").value, document.activeElement.className]
        }"""
    )

    assert state[0] == f"<p>One two three.{WIGGERS}</p>"
    assert "ProseMirror" in state[1]


def test_enter_never_chooses_what_was_found_for_other_words(desk):
    put_cursor_at_end(desk, 0)
    open_cite_dialog(desk)
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("option", selected=True)).to_contain_text("Title of wiggers2024")
    desk.get_by_label("Find a source").evaluate(
        """input => {
            input.value = "ars2024"
            input.dispatchEvent(new Event("input", { bubbles: true }))
            input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }))
        }"""
    )

    expect(dialog.get_by_role("option", selected=True)).to_contain_text("Title of ars2024")
    expect(dialog.locator(".cited")).to_have_count(0)


def test_click_into_text_without_an_editor_puts_the_cursor_where_it_was_clicked(unready):
    place = unready.evaluate(
        """() => {
            const range = document.createRange()
            range.setStart(document.querySelector(".prose-preview p").firstChild, "One two".length)
            const { left, top, height } = range.getBoundingClientRect()
            return [left, top + height / 2]
        }"""
    )
    unready.mouse.click(*place)
    unready.keyboard.type("X")

    expect(source(unready, 0)).to_have_value("<p>One twoX three.</p>")


def test_click_below_text_without_an_editor_puts_the_cursor_at_its_end(unready):
    box = unready.locator(".prose-preview").bounding_box()
    unready.mouse.click(box["x"] + 100, box["y"] + box["height"] - 4)
    unready.keyboard.type("X")

    expect(source(unready, 0)).to_have_value("<p>One two three.X</p>")


def test_first_key_in_text_without_an_editor_is_written(unready):
    unready.locator(".prose-preview").focus()
    unready.keyboard.type("X")

    expect(source(unready, 0)).to_have_value("<p>XOne two three.</p>")


def test_editor_has_its_toolbar_and_its_field_from_the_first_moment(unready):
    there = unready.locator(".prose-preview").evaluate(
        """preview => {
            const place = preview.parentElement
            preview.focus()
            return place.querySelectorAll(".prose-toolbar button").length
        }"""
    )

    assert there > 10
    expect(source(unready, 0)).to_have_attribute("data-prose", "ready")


def test_button_of_the_toolbar_gives_the_text_its_focus_back_at_once(desk):
    bring_into_view(desk, 0)
    focused = desk.get_by_role("button", name="Bold").first.evaluate(
        "button => { button.focus(); button.click(); return document.activeElement.className }"
    )

    assert "ProseMirror" in focused
