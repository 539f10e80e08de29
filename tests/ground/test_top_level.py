"""The clone holds what the house plan names and nothing else."""

import re
import subprocess
from importlib import metadata

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from cms.environment import BASE_DIR

FOLDERS = {"cms", "casestudies", "templates", "static", "tests", "seeds", "benchmarks"}
FILES = {
    "manage.py",
    "requirements.txt",
    "requirements-dev.txt",
    "README.md",
    "Makefile",
    "pyproject.toml",
    "LICENSE",
    "CHANGELOG.md",
    "SECURITY.md",
    "Containerfile",
    "Dockerfile",
    "compose.yaml",
}


def test_top_level_holds_what_the_plan_names():
    tracked = subprocess.run(["git", "ls-files"], cwd=BASE_DIR, capture_output=True, text=True, check=True).stdout
    tops = {line.split("/", 1)[0] for line in tracked.splitlines()}
    assert {name for name in tops if not name.startswith(".")} - FOLDERS - FILES == set()


def test_requirements_pin_everything_they_need():
    pinned = pins("requirements.txt") | pins("requirements-dev.txt")
    missing = {
        f"{name} needs {need.name}"
        for name, requirement in pinned.items()
        for need in needs(requirement)
        if canonicalize_name(need.name) not in pinned
    }
    assert missing == set()


def test_requirements_name_no_machine_and_no_registry():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (BASE_DIR / name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        odd = [line for line in lines if not re.match(r"^[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^\s]+( ; .+)?$", line)]
        assert odd == ([] if name == "requirements.txt" else ["-r requirements.txt"])


def pins(name):
    """The pinned requirements of a file, by canonical name."""
    lines = (BASE_DIR / name).read_text(encoding="utf-8").splitlines()
    found = [Requirement(line) for line in lines if "==" in line]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def needs(requirement):
    """What a distribution asks for here, with the extras that the pin names."""
    environment = default_environment()
    if requirement.marker and not requirement.marker.evaluate(environment):
        return []
    asked = [Requirement(text) for text in metadata.requires(requirement.name) or []]
    extras = requirement.extras or {""}
    return [
        need
        for need in asked
        if need.marker is None or any(need.marker.evaluate({**environment, "extra": extra}) for extra in extras)
    ]
