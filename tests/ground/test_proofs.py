"""What is said to be proved: claims whose tests passed, with their counts, about tests that are there."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.statistics import collector, describe_statistics

from tests.proofs import CLAIM, OF_ANY_INPUT, ROOT, Proofs, note_claim, note_examples

RESULTS = sorted((ROOT / "benchmarks" / "results").glob("proofs-*.json"))


def report(claim, name="test", when="call", outcome="passed", **counts):
    """As pytest has it after another process sent it."""
    said = [[CLAIM, claim], *map(list, counts.items())] if claim else []
    passed, failed = outcome == "passed", outcome == "failed"
    return SimpleNamespace(nodeid=name, user_properties=said, passed=passed, failed=failed, when=when, duration=1.25)


def passes(claim, name="test", **counts):
    return [report(claim, name), report(claim, name, "teardown", **counts)]


def session(path, *reports):
    proofs = Proofs(path)
    for each in reports:
        proofs.pytest_runtest_logreport(each)
    proofs.pytest_sessionfinish()
    return json.loads(path.read_text())["claims"]


def test_counts_of_a_claim_are_added_up_and_other_claims_stay(tmp_path):
    path = tmp_path / "proofs.json"
    session(path, *passes("It lasts", kills=3), *passes("It ends", kills=1))
    skipped = [report("It lasts", "other", "call", "skipped"), report("It lasts", "other", "teardown", kills=9)]
    found = session(path, *passes("It lasts", kills=4), *skipped, *passes("It lasts", "third", kills=5), *passes(""))
    assert {name: found["It lasts"][name] for name in ("kills", "tests", "seconds")} == {
        "kills": 9,
        "tests": 2,
        "seconds": 2.5,
    }
    assert found["It ends"]["kills"] == 1


@pytest.mark.parametrize("when", ["setup", "call", "teardown"])
def test_claim_of_which_one_test_failed_is_none(tmp_path, when):
    path = tmp_path / "proofs.json"
    assert "It lasts" in session(path, *passes("It lasts", kills=3))
    assert session(path, *passes("It lasts", kills=4), report("It lasts", "other", when, "failed")) == {}


def test_property_test_counts_the_examples_that_passed():
    kept = []

    @settings(max_examples=20, database=None)
    @given(st.integers())
    def holds(number):
        assert number == number + 0

    with collector.with_value(kept.append):
        holds()
    item = SimpleNamespace(
        user_properties=[],
        hypothesis_statistics=describe_statistics(kept[0]),
        obj=holds,
        get_closest_marker=lambda name: None,
    )
    note_claim(item)
    note_examples(item)
    assert item.user_properties == [(CLAIM, OF_ANY_INPUT), ("examples", 20)]


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_every_claim_that_is_kept_is_still_made(path):
    made = "\n".join(test.read_text("utf-8") for test in (ROOT / "tests").rglob("test_*.py")) + OF_ANY_INPUT
    assert [claim for claim in json.loads(path.read_text("utf-8"))["claims"] if claim not in made] == []
