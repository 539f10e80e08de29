"""The documentation for people: own pages, own assets, no cookie."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from html import unescape
from urllib.parse import quote

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from casestudies.api.docs.pages import ALL, page_called, pages
from casestudies.models import PublicationSettings
from tests.api.strict import description
from tests.factories import make_account, publish_case

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


def test_every_page_is_written_and_every_address_on_it_leads_somewhere():
    assert pages() == ALL
    found = {path: Client().get(path).content.decode() for path in PAGES}
    led_to = {address for html in found.values() for address in re.findall(r'href="(/api/[^"#]+)', html)}
    assert [address for address in sorted(led_to) if Client().get(address).status_code != 200] == []
    for html in found.values():
        anchors = set(re.findall(r'\sid="([^"]+)"', html))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors


@pytest.mark.parametrize("name", ["", "formats", "filtering", "evidence", "caching"])
def test_what_the_pages_have_curl_ask_is_answered(name):
    publish_case(slug="a-leak")
    html = Client().get(page_called(name).path).content.decode()
    commands = re.findall(r"^curl (?:.*\\\n)*.*", unescape(re.sub(r"<[^>]+>", "", html)), re.MULTILINE)
    assert commands
    for command in commands:
        command = re.sub(r"(?<=case-studies/)slug", "a-leak", command).replace("sources/key/", "sources/ars2024/")
        answer = as_curl_asks(command)
        assert answer.status_code == 200, command


def as_curl_asks(command):
    """What the test's client answers to a command of curl, with the options that the pages use."""
    words, query, headers, address = iter(shlex.split(command)[1:]), [], {}, ""
    for word in words:
        if word == "-d":
            query.append(next(words))
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif not word.startswith("-"):
            address = word.removeprefix("http://localhost:8000")
    if query:
        address += "?" + "&".join(f"{name}={quote(value)}" for name, _, value in (one.partition("=") for one in query))
    return Client().get(address, headers=headers)


@pytest.mark.django_db(transaction=True)
def test_quick_start_runs_as_it_stands(live_server, settings):
    settings.SITE_URL = live_server.url
    by = make_account()
    for number in range(3):
        publish_case(slug=f"case-{number}", by=by)
    script = Client().get("/api/v1/docs/scripts/quick_start.py").content.decode().replace("limit=100", "limit=2")
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert [line.partition(":")[0] for line in ran.stdout.splitlines()] == [
        f"The leak of case-{number}" for number in (2, 1, 0)
    ]
    assert "Edition 1 · 14 November 2026" in ran.stdout
    if shutil.which("curl"):
        html = Client().get("/api/v1/docs/").content.decode()
        command = re.search(r"<code[^>]*>(curl .*?limit=5.*?)</code>", unescape(html))[1]
        assert len(json.loads(subprocess.check_output([*shlex.split(command), "--silent"], timeout=60))["results"]) == 3


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
    assert page.locator(".opblock").count() == sum(map(len, description()["paths"].values()))
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
