"""Reads the environment, and writes the file that stands in for it on a developer's machine.

Settings come from environment variables. `.data/environment`, one `NAME=value` a line, may supply those that are not
set; `make run` writes it, a production install has none. `python -m cms.environment` makes the file.
"""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_FILE = BASE_DIR / ".data" / "environment"
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def read_environment(local_file: Path = LOCAL_FILE) -> environ.Env:
    """The environment; what it leaves open is taken from `local_file` where that exists."""
    if local_file.is_file():
        environ.Env.read_env(local_file)
    return environ.Env()


def require(env: environ.Env, name: str, example: str) -> str:
    """The value of `name`; ImproperlyConfigured with a sentence to act on where it is absent or empty."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment, for example {name}={example}; "
            "for a site on your own machine, `make run` does this for you."
        )
    return value


def write_local_environment(local_file: Path = LOCAL_FILE) -> bool:
    """Write a secret key and the local host names, readable by the owner alone; True if the file was absent."""
    local_file.parent.mkdir(parents=True, exist_ok=True)
    try:
        local_file.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    local_file.write_text(
        "# Made by `make run` for this machine alone. The environment's own variables win over these.\n"
        f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        f"ALLOWED_HOSTS={','.join(LOCAL_HOSTS)}\n",
        encoding="utf-8",
    )
    return True


if __name__ == "__main__":
    write_local_environment()
