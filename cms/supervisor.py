"""Keeps the web server, the task worker, the ticker and the courier running side by side, and stops them together.

Each child has a session of its own, so that a terminal's Ctrl-C reaches this process alone. The first signal becomes
exactly one SIGTERM for each child (a second one would kill the worker's running task); after the grace period the
rest of each group is killed. A child that ends by itself stops the others, and its exit code is the result.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from cms.environment import BASE_DIR, read_environment

GRACE_SECONDS = 30.0
POLL_SECONDS = 0.1


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


class Supervisor:
    """Runs named commands until a signal or the first death; `run` returns the exit code."""

    def __init__(self, commands: Mapping[str, Sequence[str]], grace: float = GRACE_SECONDS) -> None:
        self.commands = commands
        self.grace = grace
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
        while not self.asked_to_stop:
            for name, child in self.children.items():
                code = child.poll()
                if code is not None:
                    print(f"{name} ended by itself (code {code}); stopping the rest.", file=sys.stderr, flush=True)
                    return code if code >= 0 else 128 - code
            time.sleep(POLL_SECONDS)
        return 0

    def _stop_all(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
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
    sys.exit(Supervisor(commands()).run())
