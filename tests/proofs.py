"""What a run at full counts has shown, kept under benchmarks/results/ for those who did not see it run.

`@pytest.mark.proves("What is claimed")` says what a test shows; what it counts on the way it tells pytest's own
`record_property("kills", 40)`, in numbers. Of all tests of a claim the counts are added up, property tests count their
examples by themselves. A claim is written when every test of it that ran has passed, and taken away when one failed;
claims that no test of this run was about stay as they were.
"""

import json
import os
import re
import sqlite3
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

import psycopg

PROVES = os.environ.get("HYPOTHESIS_PROFILE") == "prove"
ROOT = Path(__file__).parent.parent
CLAIM = "claim"
OF_ANY_INPUT = "What is said of any input holds of the inputs that were made up"


def note_claim(item):
    """Have each report of a test say what the test shows."""
    marker = item.get_closest_marker("proves")
    if marker:
        item.user_properties.append((CLAIM, marker.args[0]))
    elif getattr(item.obj, "is_hypothesis_test", False):
        item.user_properties.append((CLAIM, OF_ANY_INPUT))


def note_examples(item):
    """Have the report of a property test say how many examples passed, which Hypothesis tells in words."""
    examples = sum(map(int, re.findall(r"(\d+) passing,", getattr(item, "hypothesis_statistics", ""))))
    if examples:
        item.user_properties.append(("examples", examples))


class Proofs:
    """Adds up what the tests of a session report; its end writes it down."""

    def __init__(self, path):
        self.path = path
        self.counts = defaultdict(Counter)
        self.seconds = {}
        self.broken = set()

    def pytest_runtest_logreport(self, report):
        claim = dict(report.user_properties).get(CLAIM)
        if claim and report.failed:
            self.broken.add(claim)
        elif claim and report.when == "call" and report.passed:
            self.seconds[report.nodeid] = report.duration
        elif claim and report.nodeid in self.seconds:  # its end, when fixtures have counted too
            numbers = {name: value for name, value in report.user_properties if isinstance(value, (int, float))}
            self.counts[claim] += Counter(numbers | {"tests": 1, "seconds": self.seconds.pop(report.nodeid)})

    def pytest_sessionfinish(self):
        if self.counts or self.broken:
            before = json.loads(self.path.read_text("utf-8")) if self.path.exists() else {}
            text = json.dumps(self.merged(before), indent=2, sort_keys=True, ensure_ascii=False)
            self.path.write_text(f"{text}\n", "utf-8")

    def merged(self, before):
        kept = {claim: found for claim, found in before.get("claims", {}).items() if claim not in self.broken}
        shown = {claim: self.in_short(counts) for claim, counts in self.counts.items() if claim not in self.broken}
        return {"claims": kept | shown, "cores": os.cpu_count(), "database": database()}

    @staticmethod
    def in_short(counts):
        return {name: round(number, 1) for name, number in counts.items() if number} | {"revision": revision()}


def results():
    """Where the proofs on this run's database are kept."""
    return ROOT / "benchmarks" / "results" / f"proofs-{os.environ.get('TEST_DATABASE', 'sqlite')}.json"


def database():
    if os.environ.get("TEST_DATABASE") != "postgresql":
        return f"SQLite {sqlite3.sqlite_version}"
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return f"PostgreSQL {connection.info.parameter_status('server_version')}"


def revision():
    """The commit that was tried, "" outside a clone."""
    command = ["git", "rev-parse", "--short=10", "HEAD"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
