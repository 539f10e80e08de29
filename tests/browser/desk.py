"""What tests do at the desk in a browser: open a case, drive its editors, cite, move rows and save.

Every helper waits for what it brought about to be seen on the page, so a test may act again as soon as it returns:

- `sign_in` gives a browser context a session without the login form; `desk_page` opens a page of a context of its own.
- `open_case` and `open_tab` wait for the scripts, and `open_tab` unfolds the tab's rows.
- `editor`, `source` and `row` are locators. `editor(page, 0)` is what is written into in the first section, and
  `source(page, 0)` the field that the form sends; a name such as "notes-0-prose" stands for any other field.
- `put_cursor_at_end` and `select_all` return when the editor's own selection is there.
- `cite` goes through the dialog, `choose_source` (or `find_source` and `take_source`) through its search; `cited` is
  the HTML of a citation, to compare a field with.
- `paste` hands an editor what another program would.
- `drag_row` and `move_row` change the order of rows. `save` presses Save and finds nothing refused.

Rules for tests in a browser: no sleep; no `assert` on what a script brings about, but `expect`, which asks again;
compare a field by `expect(source(page, 0)).to_have_value(...)`.
"""

import html
import json
from contextlib import contextmanager
from time import monotonic

from django.test import Client
from playwright.sync_api import expect

from tests.factories import make_account

CITE = "Control+Shift+F"
PATIENCE = 60  # seconds, as in conftest
SELECTION = {
    "end": "selection.empty && selection.eq(selection.constructor.atEnd(doc))",
    "all": "selection.from <= 1 && selection.to >= doc.content.size - 1",
}


def sign_in(context, live_server, account=None):
    """A session for the account, or for a superuser made for it."""
    client = Client()
    client.force_login(account or make_account())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])


@contextmanager
def desk_page(browser, live_server, account=None, **options):
    """A signed-in page whose console nobody watches, with the options of a browser context."""
    context = browser.new_context(base_url=live_server.url, **options)
    try:
        sign_in(context, live_server, account)
        yield context.new_page()
    finally:
        context.close()


def open_case(page, case_study, tab=""):
    page.goto(f"/admin/casestudies/casestudy/{case_study.pk}/change/")
    if tab:
        open_tab(page, tab)


def open_tab(page, name, *, unfold=True):
    """Show the tab of that name, with all its rows unfolded unless told otherwise."""
    page.wait_for_load_state("load")  # tabs are links until then
    link = page.locator(".desk-tabs").get_by_role("link", name=name)
    link.click()
    panel = page.locator(f"[data-tab-panel={link.get_attribute('data-tab-link')}]")
    expect(panel).to_be_visible()
    if unfold:
        for button in panel.get_by_role("button", name="Open all").all():
            button.click()


def open_sections(page, case_study):
    """The case's sections, the first of them with its editor."""
    open_case(page, case_study, "Sections")
    expect(editor(page, 0)).to_be_visible()


def name_of(field):
    return f"sections-{field}-prose" if isinstance(field, int) else field


def source(page, field):
    return page.locator(f"textarea[name={name_of(field)}]")


def editor(page, field):
    return page.locator(f".prose-editor:has(> textarea[name={name_of(field)}]) .ProseMirror")


def bring_into_view(page, field):
    """Editors are made when they are about to be seen."""
    source(page, field).evaluate("field => field.parentElement.scrollIntoView({ block: 'nearest' })")
    expect(source(page, field)).to_have_attribute("data-prose", "ready")


def wait_for_selection(page, field, kind):
    page.wait_for_function(
        "name => { const dom = document.querySelector(`.prose-editor:has(> textarea[name=${name}]) .ProseMirror`);"
        f"const {{ selection, doc }} = dom.editor.state; return dom.editor.isFocused && {SELECTION[kind]} }}",
        arg=name_of(field),
    )


def put_cursor_at_end(page, field):
    bring_into_view(page, field)
    editor(page, field).click()
    expect(editor(page, field)).to_be_focused()
    page.keyboard.press("Control+End")
    wait_for_selection(page, field, "end")


def select_all(page, field):
    bring_into_view(page, field)
    editor(page, field).click()
    expect(editor(page, field)).to_be_focused()
    page.keyboard.press("Control+a")
    wait_for_selection(page, field, "all")


def paste(page, field, content, text=""):
    """Paste HTML, and the same as plain text, where the selection is."""
    editor(page, field).evaluate(
        """(dom, [html, text]) => {
            const data = new DataTransfer()
            data.setData("text/html", html)
            data.setData("text/plain", text)
            dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
        }""",
        [content, text],
    )


def find_source(page, words, title):
    """In the open dialog, search; the first of what is found has that title."""
    search = page.get_by_label("Find a source")
    search.fill(words)
    expect(search).not_to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("dialog").get_by_role("option", selected=True)).to_contain_text(title)


def take_source(page):
    """Choose the first of what was found."""
    chosen = page.get_by_role("dialog").locator(".cited")
    before = chosen.count()
    page.get_by_label("Find a source").press("Enter")
    expect(chosen).to_have_count(before + 1)


def choose_source(page, words, title):
    find_source(page, words, title)
    take_source(page)


def open_cite_dialog(page):
    page.keyboard.press(CITE)
    expect(page.get_by_role("dialog", name="Cite")).to_be_visible()


def cite(page, words="wiggers", title="Title of wiggers2024"):
    """Cite one source where the cursor is."""
    open_cite_dialog(page)
    choose_source(page, words, title)
    page.get_by_role("button", name="Insert citation").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def cited(*items):
    """A citation as a field holds it: cited({"key": "wiggers2024"})."""
    return f'<span data-cite="{html.escape(json.dumps(items, separators=(",", ":")))}"></span>'


def rows(page, part):
    return page.locator(f"[data-part={part}] .desk-row:not(.empty-form)")


def row(page, part, number):
    """The row of that number in the form, wherever it stands."""
    return page.locator(f"#{part}-{number}")


def move_row(page, part, number, direction):
    """Move the row "up" or "down" by its button."""
    row(page, part, number).get_by_role("button", name=f"Move {direction}").click()


def drag_row(page, part, number, place):
    """Drag the row by its handle until it stands at the place, counted from 0."""
    handle = row(page, part, number).locator(".desk-drag")
    handle.hover()
    page.mouse.down()
    deadline = monotonic() + PATIENCE
    steps = 0
    # While rows glide to their new places the list takes no notice of the mouse, and one at rest tells it nothing.
    while rows(page, part).nth(place).get_attribute("id") != f"{part}-{number}":
        assert monotonic() < deadline, f"{part}-{number} cannot be dragged to {place}"
        target = rows(page, part).nth(place).locator(".desk-drag").bounding_box()
        steps += 1
        page.mouse.move(target["x"] + target["width"] / 2, target["y"] + 4 + steps % 5)
    page.mouse.up()
    position = row(page, part, number).locator(f"input[type=hidden][name='{part}-{number}-position']")
    expect(position).to_have_value(str(place + 1))


def save(page):
    """Save, and find that nothing was refused."""
    with page.expect_navigation():
        page.locator(".desk-save").click()
    expect(page.locator(".desk-notice-mistakes, .desk-notice-refused")).to_have_count(0)
