"""A class in a real browser: the plan while it is changed, the screen by its keys, and both without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_case, publish_case

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only, pytest.mark.django_db(transaction=True)]
ROWS = [
    {"uuid": f"{n}{n}{n}{n}{n}{n}{n}{n}-0000-4000-8000-000000000000", "prompt": f"Question {n}?", "section": "part-1"}
    | {"minutes": n * 10}
    for n in (1, 2, 3)
]


@pytest.fixture
def taught(transactional_db):
    publish_case(make_case(slug="taught", questions=ROWS))


def test_teacher_plans_a_session_and_shows_it_by_the_keyboard(page, taught):
    page.goto("/cases/taught/teach/")
    total = page.locator("[data-sum=total]")
    page.get_by_label("Minutes for question 1").fill("25")
    expect(total).to_have_text("75")
    page.get_by_role("checkbox", name="Use question 2").uncheck()
    expect(total).to_have_text("55")
    page.get_by_label("Minutes that you have").fill("50")
    expect(page.locator("[data-sum=over]")).to_have_text("5")
    page.get_by_role("button", name="Move question 3 up").click()
    expect(page).to_have_url(re.compile(r"\?q=33333333&q=11111111&m-11111111=25&length=50$"))

    page.get_by_role("link", name="Show the questions on a screen").click()
    question = page.get_by_role("heading", level=1)
    expect(question).to_have_text("Question 3?")
    expect(page.locator(".slide-time:visible")).to_have_text("0 of 30 minutes")
    page.keyboard.press("ArrowRight")
    expect(question).to_have_text("Question 1?")
    expect(page).to_have_url(re.compile(r"n=2$"))
    page.keyboard.press("Space")
    expect(question).to_have_text("Question 1?")
    page.keyboard.press("ArrowLeft")
    expect(question).to_have_text("Question 3?")
    page.keyboard.press("Space")
    expect(page.locator("[data-place]")).to_have_text("2")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/teach/\?q=33333333"))


def test_plan_and_screen_work_without_javascript(browser, live_server, taught):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/cases/taught/teach/")
    page.get_by_label("Minutes for question 1").fill("25")
    page.get_by_role("button", name="Update the plan").click()
    expect(page.locator("[data-sum=total]")).to_have_text("75")
    page.get_by_role("link", name="Show the questions on a screen").click()
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2?")
    expect(page.locator(".slide-time:visible")).to_have_text("20 minutes")
    context.close()
