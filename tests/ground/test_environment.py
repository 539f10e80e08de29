"""Starting without what a site must be told fails with a sentence; `make run` tells it on a developer's machine."""

import os
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.environment import BASE_DIR, read_environment, require, write_local_environment

COMPLETE = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "cases.example.org"}


def start(tmp_path, **environment):
    """Load the settings in a fresh process from a copy without a local file; print some of them."""
    code = (
        "from pathlib import Path\n"
        "import cms.environment as e\n"
        "e.LOCAL_FILE = Path('absent'); e.read_environment.__defaults__ = (e.LOCAL_FILE,)\n"
        "from django.conf import settings as s\n"
        "print(s.SITE_URL, s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS)"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "DATA_DIR": str(tmp_path / "data"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_start_without_a_required_variable_says_what_to_set(tmp_path, name):
    result = start(tmp_path, **{key: value for key, value in COMPLETE.items() if key != name})
    assert result.returncode != 0
    assert f"{name} is not set. Set it in the environment, for example {name}=" in result.stderr


def test_start_in_production_is_on_https_and_without_debug(tmp_path):
    assert start(tmp_path, **COMPLETE).stdout.split() == [
        "https://cases.example.org", "False", "True", "False", "31536000",
    ]  # fmt: skip


def test_start_behind_a_proxy_redirects_to_https(tmp_path):
    assert start(tmp_path, **COMPLETE, BEHIND_PROXY="1").stdout.split()[3] == "True"


def test_start_on_a_local_host_is_on_plain_http_at_the_port(tmp_path):
    result = start(tmp_path, **{**COMPLETE, "ALLOWED_HOSTS": "localhost,127.0.0.1"}, PORT="8123")
    assert result.stdout.split() == ["http://localhost:8123", "False", "False", "False", "0"]


def test_require_with_blank_value_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "  ")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        require(read_environment(tmp_path / "absent"), "SECRET_KEY", "x")


def test_local_environment_is_written_once_and_for_the_owner_alone(tmp_path):
    path = tmp_path / ".data" / "environment"
    assert write_local_environment(path) is True
    first = path.read_text(encoding="utf-8")
    assert write_local_environment(path) is False
    assert path.read_text(encoding="utf-8") == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_local_environment_yields_to_the_environment(monkeypatch, tmp_path):
    path = tmp_path / "environment"
    path.write_text("SECRET_KEY=from-the-file\nGROUND_TEST_ONLY_IN_FILE=yes\n", encoding="utf-8")
    monkeypatch.setenv("SECRET_KEY", "from-the-environment")
    monkeypatch.setenv("GROUND_TEST_ONLY_IN_FILE", "")
    monkeypatch.delenv("GROUND_TEST_ONLY_IN_FILE")
    env = read_environment(path)
    assert env.str("SECRET_KEY") == "from-the-environment"
    assert env.str("GROUND_TEST_ONLY_IN_FILE") == "yes"
