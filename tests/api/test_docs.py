"""The documentation for people: own pages, own assets, no cookie."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from casestudies.api.docs_pages import pages
from casestudies.models import PublicationSettings
from tests.factories import publish_case

pytestmark = pytest.mark.django_db
OTHERS = ["/api/v1/docs/reference/", "/api/v1/docs/problems/", "/api/v1/docs/problems/withdrawn/"]
PAGES = [*(page.path for page in pages()), *OTHERS]


@pytest.mark.parametrize("path", PAGES)
def test_page_loads_everything_from_this_site_and_sets_no_cookie(path):
    answer = Client().get(path)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", html)
    loaded = re.findall(r'<(?:script|img)[^>]*\ssrc="([^"]+)"', html)
    loaded += re.findall(r'<link[^>]*rel="(?:stylesheet|icon)"[^>]*href="([^"]+)"', html)
    assert loaded
    assert [address for address in loaded if not address.startswith("/static/")] == []


@pytest.mark.parametrize("path", PAGES)
def test_unchanged_page_is_answered_without_a_body(path):
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    PublicationSettings.objects.create(name="The Ledger")
    assert Client().get(path, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_introduction_gives_addresses_that_work():
    html = Client().get("/api/v1/docs/").content.decode()
    assert "curl 'http://localhost:8000/api/v1/case-studies/?limit=5'" in html


def test_page_says_where_it_stands_and_what_is_on_it():
    html = Client().get("/api/v1/docs/editions/").content.decode()
    assert '<a href="/api/v1/docs/editions/" aria-current="page">' in html
    assert re.search(r'class="api-contents.*<a href="#history">', html, re.DOTALL)
    assert re.search(r'href="/api/v1/docs/" rel="prev"', html)


def test_script_is_there_to_take_along():
    answer = Client().get("/api/v1/docs/scripts/quick_start.py")
    assert answer["Content-Type"] == "text/x-python; charset=utf-8"
    compile(answer.content, "quick_start.py", "exec")
    assert Client().get("/api/v1/docs/scripts/none.py").status_code == 404


def test_reference_is_drawn_by_what_is_packaged():
    assert finders.find("drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js")
    assert 'data-openapi="/api/v1/openapi.json"' in Client().get("/api/v1/docs/reference/").content.decode()


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_page_shows_in_a_browser_without_a_blocked_or_failing_script(page, path):
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").count() == 1


@pytest.mark.browser
def test_reference_shows_every_operation(page):
    page.goto("/api/v1/docs/reference/")
    page.locator(".opblock").first.wait_for()
    assert page.locator(".opblock").count() == 5
    page.locator("#operations-Case_studies-listCaseStudies .opblock-summary-control").click()
    page.get_by_text("Where the page starts").first.wait_for()


@pytest.mark.browser
def test_reference_tries_a_request_on_this_site(page):
    publish_case(slug="a-leak")
    page.goto("/api/v1/docs/reference/")
    operation = page.locator("#operations-Case_studies-listCaseStudies")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    operation.locator(".live-responses-table").get_by_text("The leak of a-leak").first.wait_for()
