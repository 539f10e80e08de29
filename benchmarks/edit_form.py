"""Measures the case study's form with 100 sections, 200 references and 100 statements; run by `make bench`.

Server: the time to answer and the queries, in one process. Browser: a Chromium opens the page from a live server, and
the time runs from the request until the form can be used: the page is shown, its scripts ran, a tab answers a click.
For comparison also with 1 section and 1 reference. On a shared machine read the processor's time, not the clock.
Writes benchmarks/results/edit_form.json.
"""

import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 (Django first)
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.testcases import LiveServerThread, _StaticFilesHandler  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from casestudies.models import Account, CaseStudy  # noqa: E402
from tests.big_case import make_big_case  # noqa: E402
from tests.factories import make_account  # noqa: E402

PASSWORD = "correct horse battery staple"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
SIZES = {"1 section, 1 reference": (1, 1), "100 sections, 200 references": (100, 200)}


def address(case_study: CaseStudy) -> str:
    return f"/admin/casestudies/casestudy/{case_study.pk}/change/"


def on_the_server(account: Account, case_study: CaseStudy) -> dict[str, Any]:
    """Queries, size, and how long the answer takes, the first request apart: it loads the templates."""
    client = Client()
    client.force_login(account)
    client.get(address(case_study))
    queries: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = client.get(address(case_study))
    took, worked = [], []
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        client.get(address(case_study))
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return {
        "queries": len(queries),
        "server_cpu_median_ms": round(statistics.median(worked)),
        "server_median_ms": round(statistics.median(took)),
        "server_slowest_ms": round(max(took)),
        "html_bytes": len(answer.content),
        "html_gzip_bytes": len(gzip.compress(answer.content, 6)),
    }


def in_a_browser(browser: Browser, server: str, account: Account, case_study: CaseStudy) -> dict[str, Any]:
    """Milliseconds from the request until the Sections tab was clicked and shows its first row, and the elements."""
    page = browser.new_page()
    page.goto(f"{server}/admin/login/")
    page.fill("#id_username", account.username)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form button[type=submit]")
    page.wait_for_load_state()
    took = []
    for _ in range(max(3, ROUNDS // 3)):
        page.goto("about:blank")
        began = time.perf_counter()
        page.goto(server + address(case_study), wait_until="domcontentloaded")
        page.click('[data-tab-link="sections"]')
        page.locator("#sections-0").wait_for(state="visible")
        took.append((time.perf_counter() - began) * 1000)
    elements = page.evaluate("document.getElementsByTagName('*').length")
    page.close()
    return {"usable_median_ms": round(statistics.median(took)), "elements": elements}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings.DATABASES["default"]["NAME"] = str(Path(folder) / "form.sqlite3")
        connections["default"].settings_dict["NAME"] = settings.DATABASES["default"]["NAME"]
        call_command("migrate", verbosity=0)
        account = make_account(username="measurer")
        cases = {
            name: make_big_case(by=account, sections=sections, references=references, slug=f"large-{sections}")
            for name, (sections, references) in SIZES.items()
        }
        report: dict[str, Any] = {name: on_the_server(account, case_study) for name, case_study in cases.items()}
        server = LiveServerThread("127.0.0.1", _StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            for name, case_study in cases.items():
                where = f"http://{server.host}:{server.port}"
                report[name] |= in_a_browser(browser, where, account, case_study)
            browser.close()
        server.terminate()
    (HERE / "results" / "edit_form.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
