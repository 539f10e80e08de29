"""Every public page, in every state it has, for everybody: in both themes, at two widths, without JavaScript.

Many pages to a test, because a page is cheap and a site of its own is not.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from casestudies.actions.teacher_pass import grant_teacher_pass
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind
from casestudies.models import Redaction
from tests.accessibility import violations
from tests.factories import NOW, make_account, make_case, make_picture, publish_case
from tests.public.conftest import publish_next

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
PAGES = (
    "/",
    "/fr/",
    "/cases/",
    "/cases/?q=leak",
    "/cases/?q=nothing-like-it",
    "/cases/sora-leak/",
    "/fr/cases/sora-leak/",
    "/cases/arabic/",
    "/cases/sora-leak/editions/",
    "/cases/sora-leak/editions/1/",
    "/cases/sora-leak/editions/1..2/",
    "/cases/sora-leak/card/",
    "/cases/sora-leak/report/",
    "/cases/sora-leak/report/sent/",
    "/cases/sora-leak/teach/",
    "/cases/sora-leak/teach/project/",
    "/cases/sora-leak/handout/",
    "/cases/gone/",
    "/cases/gone/card/",
    "/cases/gone/editions/1/",
    "/cases/removed/",
    "/topics/creative-labour/",
    "/parties/openai/",
    "/instruments/eu-ai-act/",
    "/timeline/",
    "/places/",
    "/frameworks/",
    "/frameworks/mit-ai-risk/",
    "/corrections/",
    "/standards/",
    "/nowhere/",
)
# How far what was painted has moved since, without anybody having touched the page.
SHIFT = """() => new Promise((resolve) => {
  let moved = 0;
  const watch = new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) moved += each.value;
  });
  watch.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(moved)));
})"""
# What is read in the page, but for what scripts add to it.
READ = """() => {
  const added = ".note, .copy-button, .suggestions, [role=status], [data-full], .report-offer";
  for (const each of document.querySelectorAll(added)) each.remove();
  const main = document.querySelector("main");
  return main.innerText.split(/\\s+/).filter(Boolean).join(" ");
}"""


@pytest.fixture
def pages(transactional_db):
    """The addresses, and behind them cases corrected, withdrawn, removed, from right to left; and a teacher's pass."""
    by = make_account()
    figure = {"key": "form", "kind": "image", "sha256": make_picture().sha256, "alt": "A form.", "video_url": ""}
    figure |= {"caption": "The form.", "credit": "PR", "licence": {"key": "CC-BY-4.0"}}
    sora = make_case(slug="sora-leak", title="A leak " + "with a title that goes on and on " * 6, figures=[figure])
    publish_case(sora)
    publish_next(sora, kind=EditionKind.CORRECTION, note="Three hours, not four.")
    publish_case(make_case(slug="arabic", language="ar", title="تسريب أداة توليد الفيديو"))
    gone = make_case(slug="gone")
    publish_case(gone)
    withdraw(gone, by=by, now=NOW + timedelta(hours=1), reason="Two sources were invented.")
    removed = publish_case(make_case(slug="removed"))
    Redaction.objects.create(edition=removed, reason="x", made_at=NOW, made_by=by.uuid, seconded_by=make_account().uuid)
    _granted, token = grant_teacher_pass(None, by=by, now=timezone.now(), label="A school", days=30)
    return (*PAGES, f"/teach/{token}/", f"/teach/{token}/sora-leak/")


@pytest.mark.parametrize(("viewport", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide", "phone"])
def test_pages_break_no_rule_load_nothing_from_elsewhere_and_never_move(page, pages, live_server, viewport, scheme):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(viewport)
    for address in pages:
        page.goto(address)
        assert page.evaluate(SHIFT) == 0, address
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

    page.goto("/cases/sora-leak/report/")
    page.get_by_role("button", name="Send the report").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong.")
    assert violations(page) == []
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_whatever_is_read_with_scripts_is_read_without_them(browser, pages, live_server):
    # Profiles of their own: the shared one may keep another test's page of the same address.
    scripted = browser.new_context(base_url=live_server.url, viewport=WIDE)
    page = scripted.new_page()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=WIDE)
    plain = context.new_page()
    counts = "/project/"  # a clock, which stands still without scripts: tests/browser/test_teaching.py
    for address in pages:
        if address.endswith(counts):
            continue
        page.goto(address)
        plain.goto(address)
        words = page.evaluate(READ)
        assert len(words) > 20, address
        assert words == " ".join(plain.locator("main").inner_text().split()), address

    plain.goto("/")
    plain.get_by_role("searchbox", name="Search the cases").fill("leak")
    plain.get_by_role("button", name="Search").click()
    expect(plain.get_by_text("2 cases with “leak”")).to_be_visible()
    plain.goto("/timeline/")
    plain.get_by_label("From year").fill("2025")
    plain.get_by_role("button", name="Show").click()
    expect(plain.get_by_text("No case lies here")).to_be_visible()
    plain.goto("/cases/sora-leak/handout/")
    plain.get_by_role("checkbox", name="Sources").uncheck()
    plain.get_by_role("button", name="Show these parts").click()
    expect(plain.get_by_role("heading", name="Questions")).to_be_visible()
    expect(plain.get_by_role("heading", name="Sources")).to_have_count(0)
    plain.goto("/cases/sora-leak/report/")
    plain.get_by_role("button", name="Send the report").click()
    expect(plain.get_by_role("alert")).to_contain_text("Say what is wrong.")
    context.close()
    scripted.close()
