"""The documentation for people: own pages, own assets, no cookie."""

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import expect

from casestudies.api.docs.pages import ALL, pages
from casestudies.models import PublicationSettings
from tests.accessibility import violations
from tests.api.asking import key_for
from tests.api.strict import description
from tests.factories import make_account, make_partner, publish_case

pytestmark = pytest.mark.django_db
COMMAND = re.compile(r"(?:curl|export|python3) ")
# Two programs that talk to each other: tests/api/test_webhooks.py.
TRIED_ELSEWHERE = re.compile(r"receive\.py|send_sample\.py")
NOT_HERE = re.compile(r"^.*pip install.*$", re.MULTILINE)
SAMPLES = ("sandbox", "webhooks")  # these pages' commands are for a sandbox key
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
        stops = re.findall(r'<div class="api-code-box( api-script)?"[^>]*><pre class="api-code"( tabindex="0")? ', html)
        assert len(stops) == html.count("<pre")
        assert [bool(script) for script, _ in stops] == [bool(stop) for _, stop in stops], "a stop where it is scrolled"
        anchors = set(re.findall(r'\sid="([^"]+)"', html))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors


@pytest.mark.django_db(transaction=True)
def test_quick_start_runs_as_it_stands(live_server, settings):
    settings.SITE_URL = live_server.url
    publish_three()
    script = Client().get("/api/v1/docs/scripts/quick_start.py").content.decode()
    ran = run_python("-c", script.replace("limit=100", "limit=2"))
    assert [line.partition(":")[0] for line in ran.stdout.splitlines()] == [
        f"The leak of case-{number}" for number in (2, 1, 0)
    ]
    assert "Edition 1 · 14 November 2026" in ran.stdout
    wrong = run_python("-c", script.replace("limit=100", "limit=x"))
    address = f"{live_server.url}/api/v1/case-studies/?limit=x"
    said = json.loads(Client().get(address).content)["detail"]
    assert (wrong.returncode, wrong.stderr) == (1, f"{address} answers 400: {said}\n")


@pytest.mark.django_db(transaction=True)
def test_every_command_runs_as_it_stands(live_server, settings, tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("No curl on PATH: install the package `curl`.")
    settings.SITE_URL = live_server.url
    publish_three()
    answered, asked = run_commands(tmp_path)
    assert len(answered) == asked > 25
    assert [one for one in answered if " 2" not in one] == [
        f"sandbox 429 {live_server.url}/api/v1/case-studies/sample-problem-quota-exceeded/"
    ]


def publish_three():
    by = make_account()
    for number in range(3):
        publish_case(slug=f"case-{number}", by=by)


def run_commands(folder):
    """What curl was answered, command by command, in one shell that runs every page's commands; how many asked."""
    live, sandbox = key_for(make_partner()), key_for(make_partner(), is_sandbox=True)
    lines = ["""curl() { command curl -sS "$@" -w "%{stderr}$page %{http_code} %{url_effective}\\n"; }""", "set -e"]
    for page in pages():
        html = Client().get(page.path).content.decode()
        blocks = [unescape(block) for block in re.findall(r"<code data-copy-text[^>]*>([^<]*)</code></pre>", html)]
        assert len(blocks) == html.count("<pre"), f"Something stands inside the code of {page.path}."
        lines += [f"page={page.name or 'first'}", f"export CASEBOOK_KEY={sandbox if page.name in SAMPLES else live}"]
        lines += [block for block in blocks if COMMAND.match(block) and not TRIED_ELSEWHERE.search(block)]
    commands = NOT_HERE.sub("", "\n".join(lines))
    (folder / "commands.sh").write_text(commands)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "commands.sh"],
        cwd=folder,
        env={"PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    answered = re.findall(r"^\S+ [1-5]\d\d http.*$", ran.stderr, re.MULTILINE)
    return answered, len(re.findall(r"^curl (?!\()", commands, re.MULTILINE))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["check_key"], 2, "usage: "),
        (["check_key", "nonsense"], 1, "This is no key"),
        (["verify_copy"], 2, "usage: "),
        (["verify_copy", "none", "none", "none"], 1, "none cannot be read: No such file"),
        (["quick_start"], 1, "Connection refused"),
        (["mirror", "/dev/null"], 1, "/dev/null cannot be written: File exists."),
    ],
)
def test_script_without_what_it_needs_says_so_in_a_sentence(arguments, code, said, settings, tmp_path):
    settings.SITE_URL = "http://127.0.0.1:9"
    name, *rest = arguments
    script = tmp_path / f"{name}.py"
    script.write_bytes(Client().get(f"/api/v1/docs/scripts/{name}.py").content)
    ran = run_python(script, *rest)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def run_python(*arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env={})


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
def test_pages_break_no_rule_fit_a_phone_and_have_their_code_copied(page):
    publish_case(slug="a-leak")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    for path in PAGES:
        page.goto(path)
        assert page.locator("h1").count() == 1
        if "reference" not in path:  # Swagger's
            assert violations(page, None if path == PAGES[0] else ".api-body") == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path

    page.goto("/api/v1/docs/proof/")
    told = page.evaluate_handle(
        """() => {
            const told = [];
            const status = document.querySelector('[role="status"]');
            new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true });
            return told;
        }"""
    )
    page.get_by_role("button", name="Copy The three files", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("The three files: Copied")
    copied = page.get_by_role("button", name="Copied The three files", exact=True)
    expect(copied).to_have_text("Copied The three files")
    copied.click()
    expect(page.get_by_role("status")).to_have_text("The three files: Copied")
    page.wait_for_function("told => told.length > 2", arg=told)
    assert told.json_value() == ["The three files: Copied", "", "The three files: Copied"], "each time anew"
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("curl -f -o snapshot.json \\\n")
    assert copied == page.get_by_role("group", name="Code: The three files").inner_text()


@pytest.mark.browser
def test_reference_shows_every_operation(page):
    page.goto("/api/v1/docs/reference/")
    page.locator(".opblock").first.wait_for()
    described = [*description()["paths"].values(), *description().get("webhooks", {}).values()]
    assert page.locator(".opblock").count() == sum(map(len, described))
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
