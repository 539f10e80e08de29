"""The rich-text editor in the case study's form: what is written is kept, whatever it was written with."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from casestudies.models import CaseStudy, Figure, Reference, Section, TimelineEvent
from tests.browser.desk import (
    bring_into_view,
    choose_source,
    cite,
    cited,
    desk_page,
    editor,
    move_row,
    open_cite_dialog,
    open_sections,
    open_tab,
    paste,
    put_cursor_at_end,
    row,
    save,
    select_all,
    sign_in,
    source,
)
from tests.factories import make_source

pytestmark = pytest.mark.browser

SAMPLES = Path(__file__).parent / "samples"
FIRST = "<p>The form stayed up for three hours.</p>"
SECOND = "<p>Nobody answered.</p>"
WIGGERS = cited({"key": "wiggers2024"})
LINE = FIRST.removesuffix("</p>")
# What is kept of what another program put on the clipboard.
PASTED = {
    "word.html": (
        "<h3>What the letter said</h3>"
        "<p>The artists were <strong>not</strong> <em>against</em> the technology[1]; see "
        '<a href="https://example.org/letter">the letter</a>.</p>'
        "<ul><li><p>Free labour</p><ul><li><p>bug testing</p></li></ul></li><li><p>Feedback</p></li></ul>"
        "<ol><li><p>First</p></li><li><p>Second</p></li></ol>"
        "<blockquote><p>We are not your PR puppets.</p></blockquote>"
        "<table><tbody><tr><td><strong>Who</strong></td><td></td></tr><tr><td>Artists</td><td>Testers</td></tr></tbody></table>"
        "<p>After the picture.</p>"
    ),
    "google-docs.html": (
        "<h3>What the letter said</h3>"
        "<p>The artists were <strong>not</strong> <em>against</em> it; see "
        '<a href="https://example.org/letter?a=1">the letter</a>.</p>'
        "<ul><li><p>Free labour</p><ul><li><p>bug testing</p></li></ul></li><li><p>Feedback</p></li></ul>"
        "<ol><li><p>First</p></li></ol><h4>Smaller</h4>"
        "<table><tbody><tr><td><strong>Who</strong></td><td><strong>What</strong></td></tr>"
        "<tr><td>Artists</td><td>Testers</td></tr></tbody></table>"
    ),
}


@pytest.fixture
def case_study(live_server):
    for key, family in (("wiggers2024", "Wiggers"), ("ars2024", "Belanger"), ("letter2024", "Collective")):
        make_source(key).authors.update(family=family)
    case_study = CaseStudy.objects.create(slug="sora", title="The leak")
    for position, (heading, prose) in enumerate([("What happened", FIRST), ("After", SECOND)], start=1):
        Section.objects.create(
            case_study=case_study, position=position, heading=heading, anchor=f"s{position}", prose=prose
        )
    Figure.objects.create(
        case_study=case_study, key="film", kind="video", video_url="https://example.org/v", caption="A film"
    )
    return case_study


@pytest.fixture
def desk(page: Page, live_server, case_study):
    sign_in(page.context, live_server)
    open_sections(page, case_study)
    return page


def test_text_and_a_citation_come_back_as_they_were_saved_and_the_source_is_a_reference_then(desk, case_study):
    assert not Reference.objects.filter(case_study=case_study).exists()
    put_cursor_at_end(desk, 1)
    desk.keyboard.type(" Then they did.")
    open_cite_dialog(desk)
    choose_source(desk, "wiggers techcrunch", "Title of wiggers2024")
    expect(desk.get_by_label("Place in the source")).to_be_focused()
    desk.keyboard.type("p. 3")
    desk.get_by_label("Words before").fill("see")
    desk.get_by_label("Words after").fill("emphasis added")
    desk.keyboard.press("Enter")
    expect(editor(desk, 1)).to_be_focused()
    expect(editor(desk, 1).locator(".cite-chip")).to_have_text("see Wiggers 2024, p. 3, emphasis added")
    desk.keyboard.type(" Later.")
    expected = (
        "<p>Nobody answered. Then they did."
        '<span data-cite="[{&quot;key&quot;:&quot;wiggers2024&quot;,&quot;locator&quot;:&quot;p. 3&quot;,'
        '&quot;prefix&quot;:&quot;see&quot;,&quot;suffix&quot;:&quot;emphasis added&quot;}]"></span> Later.</p>'
    )
    expect(source(desk, 1)).to_have_value(expected)
    save(desk)

    assert Section.objects.get(anchor="s2").prose == expected
    assert [reference.source.key for reference in Reference.objects.filter(case_study=case_study)] == ["wiggers2024"]
    open_sections(desk, case_study)
    expect(source(desk, 1)).to_have_value(expected)
    expect(editor(desk, 1).locator(".cite-chip")).to_have_text("see Wiggers 2024, p. 3, emphasis added")


def test_opening_a_case_changes_nothing_in_it_and_shows_a_key_that_no_source_has_as_missing(desk, case_study):
    for number, prose in enumerate([FIRST, SECOND]):
        bring_into_view(desk, number)
        expect(source(desk, number)).to_have_value(prose)
    save(desk)
    assert list(case_study.sections.values_list("prose", flat=True)) == [FIRST, SECOND]

    Section.objects.filter(anchor="s2").update(prose=f"<p>Said.{cited({'key': 'gone2020'})}</p>")
    open_sections(desk, case_study)
    bring_into_view(desk, 1)
    expect(editor(desk, 1).locator(".cite-chip--missing")).to_have_text("missing source: gone2020")


def test_two_sources_stand_in_one_marker(desk):
    put_cursor_at_end(desk, 0)
    desk.get_by_role("button", name="Cite").first.click()
    choose_source(desk, "wiggers", "Title of wiggers2024")
    choose_source(desk, "belanger", "Title of ars2024")
    desk.keyboard.press("Enter")
    expect(editor(desk, 0).locator(".cite-chip")).to_have_text("Wiggers 2024; Belanger 2024")
    expect(source(desk, 0)).to_have_value(f"{LINE}{cited({'key': 'wiggers2024'}, {'key': 'ars2024'})}</p>")


def test_a_citation_is_edited_by_keyboard_and_removed_in_its_dialog(desk):
    put_cursor_at_end(desk, 0)
    cite(desk)
    desk.keyboard.type(" Yes")
    for _ in range(5):
        desk.keyboard.press("ArrowLeft")
    expect(editor(desk, 0).locator(".cite-chip.ProseMirror-selectednode")).to_have_count(1)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name="Edit citation")).to_be_visible()
    expect(desk.get_by_label("Place in the source")).to_be_focused()
    desk.keyboard.type("p. 9")
    desk.keyboard.press("Enter")
    expect(editor(desk, 0)).to_be_focused()
    changed = cited({"key": "wiggers2024", "locator": "p. 9"})
    expect(source(desk, 0)).to_have_value(f"{LINE}{changed} Yes</p>")

    editor(desk, 0).locator(".cite-chip").dblclick()
    desk.get_by_role("button", name="Remove citation").click()
    expect(source(desk, 0)).to_have_value(f"{LINE} Yes</p>")


def test_a_citation_is_deleted_by_keyboard_comes_back_with_undo_and_is_written_behind(desk):
    put_cursor_at_end(desk, 0)
    cite(desk)
    for keys in (["Backspace"], ["ArrowLeft", "Backspace"], ["ArrowLeft", "Delete"], ["ArrowLeft"] * 2 + ["Delete"]):
        put_cursor_at_end(desk, 0)
        for key in keys:
            desk.keyboard.press(key)
        expect(source(desk, 0)).to_have_value(FIRST)
        desk.keyboard.press("Control+z")
        expect(source(desk, 0)).to_have_value(f"{LINE}{WIGGERS}</p>")

    put_cursor_at_end(desk, 0)
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.type("ab")
    expect(source(desk, 0)).to_have_value(f"{LINE}{WIGGERS}ab</p>")


def test_results_are_walked_through_with_arrows_none_lead_to_the_library_and_escape_to_the_text(desk):
    put_cursor_at_end(desk, 0)
    open_cite_dialog(desk)
    desk.get_by_label("Find a source").fill("title")
    expect(desk.get_by_role("dialog").get_by_role("option")).to_have_count(3)
    keys = ["ars2024", "letter2024", "wiggers2024"]
    for key, place in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowDown", 0), ("ArrowUp", 2)):
        desk.keyboard.press(key)
        expect(desk.get_by_role("dialog").get_by_role("option", selected=True)).to_contain_text(
            f"Title of {keys[place]}"
        )
    active = desk.get_by_label("Find a source").get_attribute("aria-activedescendant")
    expect(desk.locator(f"#{active}")).to_have_attribute("aria-selected", "true")

    desk.get_by_label("Find a source").fill("nobody wrote this")
    dialog = desk.get_by_role("dialog", name="Cite")
    expect(dialog.get_by_role("status").first).to_have_text("No source matches. Add it in the source library.")
    expect(dialog.get_by_role("link")).to_have_attribute("href", "/admin/casestudies/source/add/")
    desk.keyboard.press("Enter")
    expect(dialog).to_be_visible()

    choose_source(desk, "wiggers", "Title of wiggers2024")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.keyboard.type(" More.")
    expect(source(desk, 0)).to_have_value("<p>The form stayed up for three hours. More.</p>")


def test_citations_and_figures_survive_copy_and_paste_between_sections(desk, case_study):
    put_cursor_at_end(desk, 0)
    open_cite_dialog(desk)
    choose_source(desk, "wiggers", "Title of wiggers2024")
    desk.keyboard.type("p. 3")
    choose_source(desk, "belanger", "Title of ars2024")
    desk.keyboard.press("Enter")
    both = cited({"key": "wiggers2024", "locator": "p. 3"}, {"key": "ars2024"})
    expect(source(desk, 0)).to_have_value(f"{LINE}{both}</p>")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    select_all(desk, 0)
    desk.keyboard.press("Control+c")
    put_cursor_at_end(desk, 1)
    desk.keyboard.press("Enter")
    desk.keyboard.press("Control+v")
    expect(source(desk, 1)).to_have_value(f"{SECOND}{LINE}{both}</p>")
    expect(source(desk, 0)).to_have_value(f"{LINE}{both}</p>")
    save(desk)
    first, second = case_study.sections.values_list("prose", flat=True)
    assert [first, second] == [f"{LINE}{both}</p>", SECOND + first]


def test_pasting_from_another_program_keeps_structure_and_drops_junk(desk, case_study):
    for number, sample in enumerate(PASTED):
        select_all(desk, number)
        paste(desk, number, (SAMPLES / sample).read_text("utf-8"))
        expect(editor(desk, number)).to_contain_text("What the letter said")
        html = source(desk, number).input_value()
        assert not re.search(r"mso|style=|class=|<o:|guid|google\.com|file:|&nbsp;", html)
    save(desk)
    assert list(case_study.sections.values_list("prose", flat=True)) == list(PASTED.values())


def test_pasted_scripts_reach_neither_page_nor_database(browser, live_server, case_study):
    # A page of its own: the browser reports what the policy keeps from running.
    with desk_page(browser, live_server) as page:
        open_sections(page, case_study)
        select_all(page, 1)
        paste(
            page,
            1,
            '<p>Safe<img src="x" onerror="window.hit=1"><script>window.hit=1</script></p>'
            '<p onclick="window.hit=1"><a href="javascript:hit()">a</a></p>',
        )
        expect(source(page, 1)).to_have_value("<p>Safe</p><p>a</p>")
        assert page.evaluate("window.hit") is None
        source(page, 0).evaluate(
            "field => { field.value ="
            " '<p>Sent<script>hit()</script><img src=x onerror=hit()><iframe src=//a.b></iframe></p>' }"
        )
        save(page)
        assert list(case_study.sections.values_list("prose", flat=True)) == ["<p>Sent</p>", "<p>Safe</p><p>a</p>"]


def test_a_figure_is_placed_changed_and_removed_by_keyboard_also_while_its_key_is_typed(desk):
    put_cursor_at_end(desk, 0)
    desk.get_by_role("button", name="Figure", exact=True).first.click()
    desk.get_by_role("dialog").get_by_role("radio", name="film").check()
    expect(desk.get_by_role("dialog").get_by_role("radio", name="film")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(editor(desk, 0).locator(".figure-frame")).to_contain_text("A film")
    expect(source(desk, 0)).to_have_value(FIRST + '<figure data-figure="film"></figure><p></p>')
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name="Change figure")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(editor(desk, 0)).to_be_focused()
    desk.keyboard.press("Delete")
    expect(source(desk, 0)).to_have_value(f"{FIRST}<p></p>")

    open_tab(desk, "Figures")
    desk.locator("[name=figures-0-key]").fill("film-2")
    open_tab(desk, "Sections")
    put_cursor_at_end(desk, 0)
    desk.get_by_role("button", name="Figure", exact=True).first.click()
    expect(desk.get_by_role("dialog").get_by_role("radio")).to_have_count(1)
    desk.get_by_role("dialog").get_by_role("radio", name="film-2").check()
    desk.get_by_role("button", name="Place figure").click()
    expect(source(desk, 0)).to_have_value(re.compile('<figure data-figure="film-2">'))


def test_a_section_that_is_a_figure_alone_is_kept(desk):
    select_all(desk, 1)
    desk.keyboard.press("Delete")
    desk.get_by_role("button", name="Figure", exact=True).nth(1).click()
    desk.get_by_role("dialog").get_by_role("radio", name="film").check()
    desk.get_by_role("button", name="Place figure").click()
    expect(editor(desk, 1).locator(".figure-frame")).to_be_visible()
    desk.keyboard.press("Backspace")
    expect(source(desk, 1)).to_have_value('<figure data-figure="film"></figure>')
    save(desk)
    assert Section.objects.get(anchor="s2").prose == '<figure data-figure="film"></figure>'


def test_a_link_gets_its_scheme_and_no_other_kind_is_taken_and_a_table_has_lines_in_its_cells(desk):
    select_all(desk, 0)
    desk.keyboard.press("Control+k")
    address = desk.get_by_role("dialog").get_by_label("Address")
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(desk.get_by_role("alert")).to_contain_text("not an address")
    address.fill("example.org/a")
    address.press("Enter")
    linked = '<p><a href="https://example.org/a">The form stayed up for three hours.</a></p>'
    expect(source(desk, 0)).to_have_value(linked)

    put_cursor_at_end(desk, 1)
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Table", exact=True).nth(1).click()
    expect(editor(desk, 1).locator("th")).to_have_count(3)
    desk.keyboard.type("Who")
    desk.keyboard.press("Enter")
    desk.keyboard.type("and where")
    desk.keyboard.press("Tab")
    desk.keyboard.type("What")
    desk.keyboard.press("Tab")
    desk.get_by_role("button", name="Delete the column").click()
    expect(editor(desk, 1).locator("th")).to_have_count(2)
    editor(desk, 1).locator("td").first.click()
    desk.keyboard.type("Artists")
    editor(desk, 1).locator("td").last.click()
    desk.get_by_role("button", name="Delete the row").click()
    expect(editor(desk, 1).locator("tr")).to_have_count(2)
    save(desk)
    assert Section.objects.get(anchor="s2").prose == (
        f"{SECOND}<table><tbody><tr><th>Who<br>and where</th><th>What</th></tr>"
        "<tr><td>Artists</td><td></td></tr></tbody></table>"
    )
    assert Section.objects.get(anchor="s1").prose == linked


def test_rows_that_move_keep_their_editors_and_a_new_one_has_its_own(desk, case_study):
    put_cursor_at_end(desk, 0)
    cite(desk)
    move_row(desk, "sections", 1, "up")
    expect(row(desk, "sections", 1).locator("xpath=following-sibling::*[1]")).to_have_id("sections-0")
    put_cursor_at_end(desk, 0)
    desk.keyboard.type("Still here.")
    expect(source(desk, 0)).to_have_value(f"{LINE}{WIGGERS}Still here.</p>")
    expect(editor(desk, 0).locator(".cite-chip")).to_have_text("Wiggers 2024")

    desk.get_by_role("button", name="Add a section").click()
    expect(editor(desk, 2)).to_be_visible()
    desk.locator("[name=sections-2-heading]").fill("Third")
    put_cursor_at_end(desk, 2)
    desk.keyboard.type("New text.")
    cite(desk)
    expect(source(desk, 2)).to_have_value(f"<p>New text.{WIGGERS}</p>")
    save(desk)
    assert case_study.sections.get(heading="Third").prose == f"<p>New text.{WIGGERS}</p>"


def test_the_label_leads_into_the_editor_and_the_toolbar_is_one_stop_walked_with_arrows(desk):
    desk.locator("label[for=id_sections-1-prose]").click()
    expect(editor(desk, 1)).to_be_focused()
    expect(editor(desk, 1)).to_have_attribute("aria-label", "Text")

    put_cursor_at_end(desk, 0)
    desk.keyboard.press("Alt+F10")
    expect(desk.get_by_role("button", name="Heading", exact=True).first).to_be_focused()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    bold = desk.get_by_role("button", name="Bold").first
    expect(bold).to_be_focused()
    expect(bold).to_have_attribute("aria-pressed", "false")
    desk.keyboard.press("Enter")
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(editor(desk, 0)).to_be_focused()
    expect(desk.locator(".prose-toolbar").first.locator("[tabindex='0']")).to_have_count(1)


def test_sources_of_an_event_are_chosen_in_the_same_dialog(desk, case_study):
    event = TimelineEvent.objects.create(
        case_study=case_study, date="2024-11-26", title="Leak", citations=[{"key": "ars2024", "locator": "p. 1"}]
    )
    desk.reload()
    open_tab(desk, "Timeline")
    expect(desk.get_by_role("button", name="Belanger 2024, p. 1")).to_be_visible()
    desk.get_by_role("button", name="Add source").first.click()
    choose_source(desk, "wiggers", "Title of wiggers2024")
    expect(desk.get_by_label("Place in the source")).to_be_focused()
    expect(desk.get_by_label("Words before")).to_have_count(0)
    desk.keyboard.type("p. 2; 5")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Add source").first).to_be_focused()
    desk.get_by_role("button", name="Remove ars2024").click()
    save(desk)
    event.refresh_from_db()
    assert event.citations == [{"key": "wiggers2024", "locator": "p. 2; 5"}]


def test_of_a_hundred_sections_only_those_in_view_have_an_editor(desk, case_study):
    Section.objects.bulk_create(
        Section(case_study=case_study, position=number, heading=f"S{number}", anchor=f"n{number}", prose=FIRST * 20)
        for number in range(3, 101)
    )
    open_sections(desk, case_study)
    expect(desk.locator("textarea[data-prose]")).to_have_count(100)
    # What is in view is told before a frame is drawn.
    desk.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert 1 <= desk.locator(".ProseMirror").count() <= 10


def test_an_expired_session_says_so_and_keeps_what_was_typed(browser, live_server, case_study):
    with desk_page(browser, live_server) as page:
        open_sections(page, case_study)
        put_cursor_at_end(page, 0)
        open_cite_dialog(page)
        choose_source(page, "wiggers", "Title of wiggers2024")
        expect(page.get_by_label("Place in the source")).to_be_focused()
        page.keyboard.type("p. 3")
        page.context.clear_cookies()
        page.get_by_label("Find a source").fill("belanger")
        dialog = page.get_by_role("dialog", name="Cite")
        expect(dialog).to_contain_text("Your session has ended.")
        expect(dialog.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
        expect(page.get_by_label("Find a source")).to_have_value("belanger")
        page.context.set_offline(True)
        page.get_by_role("button", name="Search again").click()
        expect(dialog).to_contain_text("The site could not be reached.")
        page.get_by_role("button", name="Insert citation").click()
        expected = cited({"key": "wiggers2024", "locator": "p. 3"})
        expect(source(page, 0)).to_have_value(f"{LINE}{expected}</p>")


def test_without_scripts_the_html_is_edited_as_text(browser, live_server, case_study):
    with desk_page(browser, live_server, java_script_enabled=False) as page:
        page.goto(f"/admin/casestudies/casestudy/{case_study.pk}/change/")
        assert source(page, 1).input_value() == SECOND
        assert source(page, 1).get_attribute("hidden") is None
