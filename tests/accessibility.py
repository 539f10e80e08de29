"""What axe has to say against a page: the rules of WCAG 2.2, the strictest included, and its best practices."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AAA = [*AA, "wcag2aaa"]


def violations(page: Page, within: str | None = None, *, levels: list[str] = AAA) -> list[tuple[str, str]]:
    """Each broken rule with the first element that breaks it; of the whole page, or of what a selector finds."""
    # Without preloading: it copies style sheets into the page, which the site's content security policy refuses.
    options = {"runOnly": {"type": "tag", "values": levels}, "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, context=within, options=options).response
    assert found["passes"] != [], "No rule was looked at."
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
