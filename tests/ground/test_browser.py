"""The policy as a real browser understands it."""

import pytest
from django.http import HttpResponse
from django.urls import path

pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__)]

ATTACK = (
    "<!doctype html><title>Untouched</title><p style='color: red'>A page.</p>"
    "<script>document.title = 'Injected'</script><img src='/nothing' onerror=\"document.title = 'Injected'\">"
)

urlpatterns = [
    path("clean", lambda request: HttpResponse("<!doctype html><title>Clean</title><p>A page.</p>")),
    path("favicon.ico", lambda request: HttpResponse(status=204)),
    path("attacked", lambda request: HttpResponse(ATTACK)),
]


def test_page_without_inline_code_raises_no_error(page):
    page.goto("/clean")
    assert page.title() == "Clean"


def test_injected_code_and_style_do_nothing(browser, live_server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/attacked", wait_until="networkidle")
    colour = page.evaluate("getComputedStyle(document.querySelector('p')).color")
    assert (page.title(), colour) == ("Untouched", "rgb(0, 0, 0)")
    context.close()
