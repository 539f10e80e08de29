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
    row,
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
    """Four sections of the same words: what is tried in one leaves the others alone."""
    case_study = CaseStudy.objects.create(slug="sora", title="The leak")
    for number in range(1, 5):
        Section.objects.create(
            case_study=case_study, position=number, heading=f"No. {number}", anchor=f"s{number}", prose=PROSE
        )
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
    """The sections' texts are there for reading, and have no editor."""
    page.add_init_script(NO_EDITORS)
    sign_in(page.context, live_server)
    page.goto(f"/admin/casestudies/casestudy/{case_study.pk}/change/")
    open_tab(page, "Sections")
    expect(page.locator(".prose-preview")).to_have_text(["One two three."] * 4)
    return page


def test_citation_lands_where_the_cursor_went_and_is_in_before_another_key_can_come(desk):
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
    # Promises are kept before the browser turns to the next key.
    state = desk.get_by_role("button", name="Insert citation").evaluate(
        """async button => {
            button.click()
            for (let turn = 0; turn < 50; turn++) await null
            return [document.querySelector("[name=sections-0-prose]").value, document.activeElement.className]
        }"""
    )

    assert state[0] == f"<p>One two{WIGGERS} three.</p>"
    assert "ProseMirror" in state[1]


def test_button_gives_the_text_its_focus_back_and_enter_never_chooses_what_was_found_for_other_words(desk):
    bring_into_view(desk, 0)
    focused = desk.get_by_role("button", name="Bold").first.evaluate(
        "button => { button.focus(); button.click(); return document.activeElement.className }"
    )
    assert "ProseMirror" in focused

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


def preview(page, number):
    """A section's text, for reading."""
    return row(page, "sections", number).locator(".prose-preview")


def test_text_without_an_editor_takes_the_first_click_and_the_first_key_and_has_its_toolbar_at_once(unready):
    inside = preview(unready, 0)
    inside.scroll_into_view_if_needed()
    place = inside.evaluate(
        """preview => {
            const range = document.createRange()
            range.setStart(preview.querySelector("p").firstChild, "One two".length)
            const { left, top, height } = range.getBoundingClientRect()
            return [left, top + height / 2]
        }"""
    )
    unready.mouse.click(*place)
    unready.keyboard.type("X")
    expect(source(unready, 0)).to_have_value("<p>One twoX three.</p>")

    below = preview(unready, 1)
    below.scroll_into_view_if_needed()
    box = below.bounding_box()
    unready.mouse.click(box["x"] + 100, box["y"] + box["height"] - 4)
    unready.keyboard.type("X")
    expect(source(unready, 1)).to_have_value("<p>One two three.X</p>")

    preview(unready, 2).focus()
    unready.keyboard.type("X")
    expect(source(unready, 2)).to_have_value("<p>XOne two three.</p>")

    there = preview(unready, 3).evaluate(
        """preview => {
            const place = preview.parentElement
            preview.focus()
            return place.querySelectorAll(".prose-toolbar button").length
        }"""
    )
    assert there > 10
    expect(source(unready, 3)).to_have_attribute("data-prose", "ready")
