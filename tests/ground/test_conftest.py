"""The rules that every test run keeps: nothing is left out unseen, and a page's console stays clean."""

from types import SimpleNamespace

import pytest

from tests import conftest


def report(**more):
    return SimpleNamespace(outcome="skipped", skipped=True, longrepr="no Chromium", **more)


@pytest.mark.parametrize(("require_all", "outcome"), [(True, "failed"), (False, "skipped")])
def test_skip_fails_when_everything_is_required(monkeypatch, require_all, outcome):
    monkeypatch.setattr(conftest, "REQUIRE_ALL", require_all)
    assert conftest.skip_as_failure(report()).outcome == outcome


def test_expected_failure_stays_one_when_everything_is_required(monkeypatch):
    monkeypatch.setattr(conftest, "REQUIRE_ALL", True)
    assert conftest.skip_as_failure(report(wasxfail="known")).outcome == "skipped"


@pytest.mark.parametrize(
    ("kind", "text", "url", "defect"),
    [
        ("error", "Executing inline script violates the policy", "/cases/", True),
        ("error", "Failed to load resource: 404", "/static/missing.css", True),
        ("error", "Failed to load resource: 410", "/cases/", False),
        ("warning", "A font was preloaded", "/cases/", False),
    ],
)
def test_console_entry_is_a_defect_unless_it_is_the_pages_own_status(kind, text, url, defect):
    entry = SimpleNamespace(type=kind, text=text, location={"url": url})
    assert conftest.is_defect(entry, "/cases/") is defect
