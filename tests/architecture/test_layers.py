"""Imports point downwards only: the contracts in pyproject.toml are kept, and each of them bites."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cms.environment import BASE_DIR

PYPROJECT = BASE_DIR / "pyproject.toml"
LINT = Path(sys.executable).with_name("lint-imports")


def run_contracts(folder):
    """Check the contracts against the package `casestudies` in `folder`; the exit code and what was printed."""
    result = subprocess.run(
        [LINT, "--config", PYPROJECT, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


def modules_named_in_contracts():
    """Every module that a contract speaks of."""
    names = set()
    for contract in tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]:
        for line in contract.get("layers", []):
            names.update(name.strip() for part in line.split("|") for name in part.split(":"))
        names.update(contract.get("source_modules", []) + contract.get("forbidden_modules", []))
    return sorted(names)


@pytest.fixture
def empty_package(tmp_path):
    """A package with every module that the contracts name, all of them empty."""
    for name in modules_named_in_contracts():
        folder = tmp_path.joinpath(*name.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        for parent in (folder, *folder.parents):
            if parent == tmp_path:
                break
            (parent / "__init__.py").touch()
    return tmp_path


def add_module(folder, name, text):
    path = folder.joinpath(*name.split(".")).with_suffix(".py")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_imports_point_downwards_only():
    code, output = run_contracts(BASE_DIR)
    assert code == 0, output


def test_contracts_pass_an_empty_package(empty_package):
    code, output = run_contracts(empty_package)
    assert code == 0, output


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("casestudies.admin.forms", "from casestudies.public import views"),
        ("casestudies.api.views", "from casestudies.admin import forms"),
        ("casestudies.management.tool", "import casestudies.api"),
        ("casestudies.actions.publish", "from casestudies.admin import forms"),
        ("casestudies.actions.publish", "from casestudies.exchange import files"),
        ("casestudies.queries.editions", "from casestudies.actions import publish"),
        ("casestudies.webhooks.signing", "from casestudies.actions import publish"),
        ("casestudies.webhooks.signing", "from casestudies.queries import editions"),
        ("casestudies.models.edition", "from casestudies.prose import html"),
        ("casestudies.models.edition", "from casestudies.actions import publish"),
        ("casestudies.enums.stages", "from casestudies.models import edition"),
        ("casestudies.prose.html", "from casestudies.models import edition"),
        ("casestudies.public.views", "from casestudies.models import CaseStudy"),
        ("casestudies.api.views", "import casestudies.models"),
        ("casestudies.publication.render.page", "from casestudies.models import edition"),
        ("casestudies.publication.document.case", "from casestudies.models import edition"),
    ],
)
def test_import_upwards_is_found(empty_package, module, text):
    target = text.split()[1]
    add_module(empty_package, module, text)
    if " import " in text:
        name = text.split()[-1]
        if name[0].islower():
            add_module(empty_package, f"{target}.{name}", "")
    code, output = run_contracts(empty_package)
    assert code == 1, output
    assert f"{module} -> {target}" in output
