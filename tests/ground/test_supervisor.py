"""Web and worker start together and end together."""

import os
import signal
import subprocess
import sys
import time

import pytest

from cms.environment import BASE_DIR

# Writes its process id, then every signal it gets; ends at the first one unless it is stubborn.
CHILD = """
import os, signal, sys, time
path, stubborn = sys.argv[1], sys.argv[2] == "stubborn"
def note(number, frame):
    with open(path, "a") as file: file.write(signal.Signals(number).name + "\\n")
    if not stubborn: time.sleep(0.3); sys.exit(0)
for number in (signal.SIGTERM, signal.SIGINT): signal.signal(number, note)
with open(path, "a") as file: file.write(f"{os.getpid()}\\n")
while True: time.sleep(0.05)
"""


class Running:
    """A supervisor in a process of its own, with two children that report to files."""

    def __init__(self, folder, *, kinds=("tame", "tame"), last="", grace=10.0, probes="None"):
        self.reports = [folder / f"child-{number}" for number in range(len(kinds))]
        commands = {
            f"child-{number}": [sys.executable, "-c", CHILD, str(self.reports[number]), kind]
            for number, kind in enumerate(kinds)
        }
        if last:
            commands["last"] = [sys.executable, "-c", last]
        made = f"Supervisor({commands!r}, {grace}, {probes})"
        code = f"import sys; from cms.supervisor import Supervisor; sys.exit({made}.run())"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=BASE_DIR, stderr=subprocess.PIPE, start_new_session=True
        )

    def wait_for_children(self):
        deadline = time.monotonic() + 15
        while not all(report.exists() and report.read_text() for report in self.reports):
            assert time.monotonic() < deadline, "The children did not start."
            time.sleep(0.02)
        return self

    def lines(self, number):
        return self.reports[number].read_text().split()

    def end(self):
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors.decode()


def is_running(pid):
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_reaches_each_child_as_one_sigterm(tmp_path, number):
    running = Running(tmp_path).wait_for_children()
    running.process.send_signal(number)
    assert running.end() == (0, "")
    for child in range(2):
        pid, *signals = running.lines(child)
        assert signals == ["SIGTERM"]
        assert not is_running(pid)


def test_server_that_never_answered_is_not_waited_for_and_one_that_did_is(tmp_path):
    probes = "{'child-0': lambda: False, 'child-1': lambda: True}"
    running = Running(tmp_path, kinds=("stubborn", "tame"), probes=probes).wait_for_children()
    time.sleep(1)  # longer than two probes are apart
    started = time.monotonic()
    running.process.send_signal(signal.SIGINT)

    assert running.end() == (0, "")
    assert time.monotonic() - started < 5
    assert [running.lines(child)[1:] for child in range(2)] == [[], ["SIGTERM"]]
    assert not is_running(running.lines(0)[0])


def test_second_signal_changes_nothing(tmp_path):
    running = Running(tmp_path).wait_for_children()
    os.killpg(running.process.pid, signal.SIGINT)
    time.sleep(0.15)
    os.killpg(running.process.pid, signal.SIGINT)
    assert running.end()[0] == 0
    assert [running.lines(child)[1:] for child in range(2)] == [["SIGTERM"], ["SIGTERM"]]


def test_death_of_one_stops_the_rest_with_its_code(tmp_path):
    running = Running(tmp_path, last="import sys, time; time.sleep(1.5); sys.exit(7)").wait_for_children()
    code, errors = running.end()
    assert code == 7
    assert "last ended by itself (code 7)" in errors
    assert [running.lines(child)[1:] for child in range(2)] == [["SIGTERM"], ["SIGTERM"]]


def test_child_killed_by_a_signal_gives_the_shells_code(tmp_path):
    running = Running(tmp_path).wait_for_children()
    os.kill(int(running.lines(0)[0]), signal.SIGKILL)
    assert running.end()[0] == 128 + signal.SIGKILL


def test_stubborn_child_is_killed_after_the_grace_period(tmp_path):
    running = Running(tmp_path, kinds=("stubborn", "tame"), grace=0.5).wait_for_children()
    running.process.send_signal(signal.SIGTERM)
    code, errors = running.end()
    assert code == 0
    assert "grace period" in errors
    assert not is_running(running.lines(0)[0])


def test_program_that_does_not_exist_stops_what_was_started(tmp_path):
    code = (
        "from cms.supervisor import Supervisor\n"
        f"Supervisor({{'first': [{sys.executable!r}, '-c', {CHILD!r}, {str(tmp_path / 'first')!r}, 'tame'],"
        " 'second': ['/nonexistent']}).run()"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=BASE_DIR, capture_output=True, timeout=20, check=False)
    assert result.returncode != 0
    assert b"FileNotFoundError" in result.stderr
