"""The case page as a screen reader tells it: landmarks and headings in order, names, languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import cite, make_case, make_picture, publish_case

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]
LINE = re.compile(
    r"^(?P<indent> *)- '?(?P<role>[a-z]+)(?: (?P<name>\"(?:[^\"\\]|\\.)*\"))?(?: \[level=(?P<level>\d)\])?"
)
TOLD = {"banner", "main", "contentinfo", "navigation", "complementary", "region", "article", "search", "heading"}
TOLD |= {"note", "figure", "img", "table"}
NAMED = {"link", "button", "img", "navigation", "region", "complementary", "note", "heading"}
OUTLINE = """
banner
  navigation "Site"
main
  article
    heading 1 "The leak of sora-leak"
    complementary "About this case"
    region "At a glance"
      heading 2 "At a glance"
    navigation "Contents of this case"
    heading 2 "Part 1"
    note "Source 1"
    note "Source 2"
    figure "Figure 1 The form. · Creative Commons Attribution 4.0"
      img "A form."
    heading 2 "Part 2"
    heading 3 "Within it"
    note "Source 1"
    region "Timeline"
      heading 2 "Timeline"
    region "Parties and their responses"
      heading 2 "Parties and their responses"
      img "1 party by role"
      table
    region "Questions for discussion"
      heading 2 "Questions for discussion"
    region "Sources"
      heading 2 "Sources"
    region "Classification"
      heading 2 "Classification"
      heading 3 "MIT AI Risk Repository 2025-04"
    region "Policy instruments"
      heading 2 "Policy instruments"
    region "Contributors and disclosures"
      heading 2 "Contributors and disclosures"
    region "How to cite"
      heading 2 "How to cite"
    region "Licence"
      heading 2 "Licence"
    region "Edition and corrections"
      heading 2 "Edition and corrections"
contentinfo
  navigation "Language"
"""
PROSE = (
    f'<p>A form was published.{cite("wiggers2024", "ars2024")}</p><figure data-figure="form"></figure>',
    f"<h3>Within it</h3><p>It came down.{cite('wiggers2024')}</p>",
)


@pytest.fixture
def case_page(page, transactional_db):
    figure = {"key": "form", "kind": "image", "sha256": make_picture().sha256, "alt": "A form.", "video_url": ""}
    figure |= {"caption": "The form.", "credit": "", "licence": {"key": "CC-BY-4.0"}}
    case_study = make_case(slug="sora-leak", figures=[figure])
    for section, prose in zip(case_study.sections.order_by("position"), PROSE, strict=True):
        section.prose = prose
        section.save()
    publish_case(case_study)
    publish_case(make_case(slug="arabic", language="ar", title="تسريب أداة توليد الفيديو"))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/cases/sora-leak/")
    expect(page.locator(".note-margin").first).to_be_visible()
    return page


def told(page):
    return [found for line in page.locator("body").aria_snapshot().splitlines() if (found := LINE.match(line))]


def outline(lines):
    """What is told, each two spaces further in than what it stands in."""
    above, drawn = [], []
    for line in (line for line in lines if line["role"] in TOLD):
        indent = len(line["indent"])
        above = [each for each in above if each < indent]
        words = (line["role"], line["level"], line["name"])
        drawn.append("  " * len(above) + " ".join(filter(None, words)))
        above.append(indent)
    return "\n".join(drawn)


def test_screen_reader_is_told_the_outline_names_and_languages(case_page):
    lines = told(case_page)

    assert outline(lines) == OUTLINE.strip()
    assert [line[0] for line in lines if line["role"] in NAMED and not line["name"]] == []

    roles = case_page.locator("[role^=doc-]").evaluate_all("all => [...new Set(all.map((each) => each.role))].sort()")
    assert roles == ["doc-backlink", "doc-endnotes", "doc-noteref"]
    for marker in case_page.locator("[role=doc-noteref]").all():
        target = marker.get_attribute("href")
        assert case_page.locator(f"{target} [role=doc-backlink][href='#{marker.get_attribute('id')}']").count() == 1

    said = "() => [document.documentElement, document.querySelector('article')].map((each) => [each.lang, each.dir])"
    assert case_page.evaluate(said) == [["en", ""], ["en", ""]]
    case_page.goto("/cases/arabic/")
    assert case_page.evaluate(said) == [["en", ""], ["ar", "rtl"]]
    # The edition line is the site's own: it goes from left to right in the midst of Arabic.
    assert case_page.locator("article .edition-line").first.evaluate(
        "line => [line.closest('[lang]').lang, line.closest('[dir]').dir]"
    ) == ["en", "ltr"]
