"""Keeps the web server, the task worker, the ticker and the courier running side by side, and stops them together.

Each child has a session of its own, so that a terminal's Ctrl-C reaches this process alone. The first signal becomes
exactly one SIGTERM for each child (a second one would kill the worker's running task); after the grace period the
rest of each group is killed. A child that ends by itself stops the others, and its exit code is the result.

A web server that has not answered anybody yet has nothing to finish, and is killed at once: its worker processes take
no signal while they load.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException
from types import FrameType

from cms.environment import BASE_DIR, read_environment

GRACE_SECONDS = 30.0
POLL_SECONDS = 0.1
PROBE_SECONDS = 0.5
# Where a server that listens on every address is asked.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def commands() -> dict[str, list[str]]:
    """What to run: name and argument list. HOST, PORT, WEB_WORKERS and WEB_THREADS come from the environment."""
    env = read_environment()
    cores = os.cpu_count() or 1
    web = [sys.executable, "-m", "granian", "cms.wsgi:application", "--interface", "wsgi", "--no-ws"]
    web += ["--host", env.str("HOST", default="127.0.0.1"), "--port", env.str("PORT", default="8000")]
    web += ["--workers", env.str("WEB_WORKERS", default=str(min(2, cores)))]
    web += ["--blocking-threads", env.str("WEB_THREADS", default=str(min(8, 2 * cores)))]
    web += ["--workers-kill-timeout", "20", "--respawn-failed-workers"]
    # --reload would follow DEBUG and cut tasks short.
    worker = [sys.executable, "manage.py", "db_worker", "--queue-name", "*", "--no-reload"]
    ticker = [sys.executable, "manage.py", "ticker"]
    # By itself, so that partners whose servers are slow hold up nothing else.
    courier = [sys.executable, "manage.py", "deliver_webhooks"]
    return {"web": web, "worker": worker, "ticker": ticker, "courier": courier}


def web_answers() -> bool:
    """Whether the web server answers anything at all, be it a refusal."""
    env = read_environment()
    host = env.str("HOST", default="127.0.0.1")
    connection = HTTPConnection(EVERYWHERE.get(host, host), int(env.str("PORT", default="8000")), timeout=PROBE_SECONDS)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


class Supervisor:
    """Runs named commands until a signal or the first death; `run` returns the exit code.

    `probes` tell of some of them whether they are at work; one that was not, ever, is stopped without ado.
    """

    def __init__(
        self,
        commands: Mapping[str, Sequence[str]],
        grace: float = GRACE_SECONDS,
        probes: Mapping[str, Callable[[], bool]] | None = None,
    ) -> None:
        self.commands = commands
        self.grace = grace
        self.silent = dict(probes or {})
        self.asked_to_stop = False
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            for name, command in self.commands.items():
                self.children[name] = subprocess.Popen(command, cwd=BASE_DIR, start_new_session=True)
            code = self._wait_for_an_end()
        finally:
            self._stop_all()
        return code

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def _wait_for_an_end(self) -> int:
        probed = time.monotonic()
        while not self.asked_to_stop:
            if self.silent and time.monotonic() - probed > PROBE_SECONDS:
                self.silent = {name: answers for name, answers in self.silent.items() if not answers()}
                probed = time.monotonic()
            for name, child in self.children.items():
                code = child.poll()
                if code is not None:
                    print(f"{name} ended by itself (code {code}); stopping the rest.", file=sys.stderr, flush=True)
                    return code if code >= 0 else 128 - code
            time.sleep(POLL_SECONDS)
        return 0

    def _stop_all(self) -> None:
        for name, child in self.children.items():
            if child.poll() is None and name in self.silent:
                _kill_group(child)
            elif child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + self.grace
        for child in self.children.values():
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                print("Still running after the grace period: killed.", file=sys.stderr, flush=True)
            _kill_group(child)
            child.wait()


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """End what is left of the child's group, such as a worker process that outlived its parent."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


if __name__ == "__main__":
    sys.exit(Supervisor(commands(), probes={"web": web_answers}).run())
