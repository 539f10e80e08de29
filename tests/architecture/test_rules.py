"""The product's code keeps the rules, and each rule finds what it forbids."""

from pathlib import Path

import pytest
from django.apps import apps

from cms.environment import BASE_DIR
from tests.architecture.rules import MUTABILITY, complaints

SOURCE = [
    path
    for folder in ("casestudies", "cms")
    for path in sorted((BASE_DIR / folder).rglob("*.py"))
    if "migrations" not in path.parts
]


def test_code_keeps_the_rules():
    found = [
        complaint
        for path in SOURCE
        for complaint in complaints(path.relative_to(BASE_DIR), path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_model_says_whether_it_changes():
    silent = [
        model.__name__
        for model in apps.get_app_config("casestudies").get_models()
        if not any(word in (model.__doc__ or "").lower() for word in MUTABILITY)
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        ("actions/a.py", "def act():\n    from os import path\n    return path\n", "3 an import inside a function"),
        ("actions/a.py", "async def act():\n    import os\n", "3 an import inside a function"),
        ("actions/utils.py", "x = 1\n", "1 a module named for what it is not: utils"),
        ("actions/a.py", "from django.db.models.signals import post_save\n", "2 a signal: post_save"),
        ("actions/a.py", "from django.dispatch import receiver\n", "2 a signal: receiver"),
        ("actions/a.py", "import django.dispatch\n", "2 a signal: django.dispatch"),
        ("actions/a.py", "x = Job.objects.select_for_update()\n", "2 a lock outside lock_row.py"),
        ("actions/a.py", "x = 1\n" * 250, "251 251 lines, more than 250"),
        ("models/a.py", "from django import forms\n", "2 a model that knows a door: django.forms"),
        ("models/a.py", "import django.contrib.admin\n", "2 a model that knows a door: django.contrib.admin"),
        (
            "models/a.py",
            "class Edition(Model):\n    n = models.CharField()\n",
            "2 Edition does not say whether it changes",
        ),
        (
            "models/a.py",
            "class Edition(Model):\n    class Meta:\n        pass\n",
            "2 Edition does not say whether it changes",
        ),
    ],
)
def test_rule_finds_what_it_forbids(path, text, complaint):
    assert complaints(Path(path), f'"""A purpose."""\n{text}') == [f"{path}:{complaint}"]


def test_rule_finds_a_module_without_purpose():
    assert complaints(Path("actions/a.py"), "x = 1\n") == [
        "actions/a.py:1 no docstring that says what the module is for"
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("actions/__init__.py", ""),
        ("actions/lock_row.py", '"""P."""\nx = Job.objects.select_for_update()\n'),
        ("apps.py", '"""P."""\nfrom django.db.models.signals import post_migrate\n'),
        ("models/a.py", '"""P."""\nclass Edition(Model):\n    """Append-only."""\n    n = models.IntegerField()\n'),
        ("models/a.py", '"""P."""\nclass When(Model):\n    """Abstract: a date."""\n    n = models.DateField()\n'),
        ("models/a.py", '"""P."""\nclass EditionQuerySet(QuerySet):\n    def live(self):\n        return self\n'),
    ],
)
def test_rule_leaves_what_is_allowed(path, text):
    assert complaints(Path(path), text) == []
