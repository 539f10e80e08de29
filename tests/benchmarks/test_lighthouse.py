"""What Lighthouse said is held against the targets, and the right Lighthouse is asked."""

import pytest

from benchmarks import lighthouse

GOOD = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 98}
GOOD |= {"layout_shift": 0, "from_elsewhere": [], "bytes": 60_000}


@pytest.mark.parametrize(
    ("name", "change", "missed"),
    [
        ("case", {}, []),
        ("case", {"seo": 99}, ["case: seo 99, not 100"]),
        ("search", {"seo": 66}, []),
        ("home", {"performance": 97}, ["home: performance 97, not 98"]),
        ("home", {"layout_shift": 0.01}, ["home: its layout shifts by 0.01"]),
        ("home", {"from_elsewhere": ["https://fonts.example/a"]}, ["home: loads https://fonts.example/a"]),
        ("home", {"bytes": 90_000}, []),
        ("case", {"bytes": 60_001}, ["case: 60001 bytes over the wire, more than 60000"]),
    ],
)
def test_page_that_misses_a_target_is_named_with_it(name, change, missed):
    assert lighthouse.misses(name, GOOD | change) == missed


def test_newest_lighthouse_that_the_installed_node_runs_is_asked():
    nodes = ("24.1.0", "22.19.0", "22.18.9", "20.20.2", "18.15.0")

    assert [lighthouse.lighthouse_for(node) for node in nodes] == ["13", "13", "12", "12", None]


def test_without_npm_it_says_so_unless_everything_is_asked_for(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    assert lighthouse.main() == 0
    assert capsys.readouterr().out == "Left out: npm and Node are not installed.\n"

    monkeypatch.setenv("REQUIRE_ALL", "1")
    assert lighthouse.main() == "Lighthouse did not run: npm and Node are not installed."
