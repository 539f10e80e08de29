"""A prepared site, served as `make run` serves it: real server, real worker, real signal.

Where the processes of a run share a migrated database, the site begins with a copy of it, unless everything is to be
proved: then, as always at a first start, it begins with nothing.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from cms.environment import BASE_DIR
from tests.migrated import copy_migrated
from tests.proofs import PROVES


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(request, tmp_path, tmp_path_factory):
    """The environment of a site on a database file of its own."""
    if hasattr(request.config, "workerinput") and not PROVES:
        copy_migrated(tmp_path_factory.getbasetemp().parent, tmp_path / "data" / "casebook.sqlite3")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "PYTHONUNBUFFERED": "1",
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "DATA_DIR": str(tmp_path / "data"),
        "PORT": str(free_port()),
        "WEB_WORKERS": "1",  # so that an answer says that all of them are up
        "CASEBOOK_ADMIN_PASSWORD": "correct horse battery",
    }


def prepare(environment):
    return subprocess.run(
        [sys.executable, "manage.py", "prepare_site"],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout


def wait_for(url, process):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "The site stopped by itself."
        try:
            with urlopen(url, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer.")


def wait_for_line(path, words):
    deadline = time.monotonic() + 60
    while words not in path.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline, f"“{words}” was not said."
        time.sleep(0.1)


def test_site_is_prepared_twice_served_and_stopped(environment, tmp_path):
    first = prepare(environment)
    assert "First login: admin with the password in CASEBOOK_ADMIN_PASSWORD." in first
    assert f"Editors: http://localhost:{environment['PORT']}/admin/" in first
    assert "First login" not in prepare(environment)

    said = tmp_path / "said.txt"
    with said.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "cms.supervisor"],
            cwd=BASE_DIR,
            env=environment,
            stderr=errors,
            start_new_session=True,
        )
    try:
        base = f"http://127.0.0.1:{environment['PORT']}"
        assert wait_for(f"{base}/healthz", process) == (200, "ok\n")
        assert wait_for(f"{base}/readyz", process) == (200, "ready\n")
        wait_for_line(said, "Starting worker")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=45)
    errors = said.read_text(encoding="utf-8")
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    with pytest.raises(URLError):
        urlopen(f"{base}/healthz", timeout=2)
