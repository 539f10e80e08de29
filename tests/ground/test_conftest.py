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


class Item(SimpleNamespace):
    """What pytest collects of a test, so far as the rules look at it."""

    __hash__ = object.__hash__

    def get_closest_marker(self, name):
        return name if name in self.markers else None


def collected():
    """Two tables of four rows, a test of its own, one in a browser, and one that needs no database."""
    tables = [Item(function=name, markers=["rows"], fixturenames=["db"]) for name in ("first",) * 4 + ("second",) * 4]
    single = Item(function="single", markers=[], fixturenames=["db"])
    seen = Item(function="seen", markers=["browser"], fixturenames=["db"])
    return [*tables, single, seen, Item(function="pure", markers=[], fixturenames=[])]


@pytest.mark.parametrize(
    ("on_postgresql", "proves", "left"),
    [
        (True, False, [1, 2, 5, 6, 9, 10]),
        (False, False, [0, 3, 4, 7]),
        (True, True, [9, 10]),
        (False, True, []),
    ],
)
def test_databases_share_the_rows_of_a_table_and_postgresql_has_no_browser(monkeypatch, on_postgresql, proves, left):
    monkeypatch.setattr(conftest, "PROVES", proves)
    items = collected()
    gone = set(conftest.left_out(items, on_postgresql=on_postgresql))
    assert [number for number, each in enumerate(items) if each in gone] == left
