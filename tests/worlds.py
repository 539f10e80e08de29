"""Worlds that tests share: built once for all tests in a row that want them, and what a test does to them undone.

    @world
    def sora():
        return publish_case(slug="sora-leak").case_study

is a fixture like any other: each test has its own copy of what it returns, and the database as it was then. Worlds
may stand on worlds, never on what belongs to one test (`client`, `settings`, `tmp_path`). A transactional test, whose
changes are not undone but flushed, builds its own.
"""

import copy
import inspect
import itertools
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings


def world(build):
    """Make a fixture of a function that fills the database; its parameters name other worlds."""
    needs = list(inspect.signature(build).parameters)

    def fixture(request, db, worlds, **below):
        copies = worlds.copies_for(request.node)
        return copies[build] if build in copies else build(**below)

    names = ["request", "db", "worlds", *needs]
    kinds = inspect.Parameter.POSITIONAL_OR_KEYWORD
    fixture.__signature__ = inspect.Signature([inspect.Parameter(name, kinds) for name in names])
    fixture.__name__, fixture.__doc__, fixture.__module__ = build.__name__, build.__doc__, build.__module__
    fixture.builds, fixture.needs = build, needs
    return pytest.fixture(fixture)


def wanted(item):
    """The functions that build a test's worlds, each with those below it, lowest first."""
    if getattr(item, "_fixtureinfo", None) is None:
        return ()
    definitions = item._fixtureinfo.name2fixturedefs
    found: dict[Any, tuple] = {}

    def add(name):
        function = definitions[name][-1].func
        below = [add(need) for need in function.needs]
        found.setdefault(function.builds, tuple(below))
        return function.builds

    named = [name for name in item.fixturenames if name in definitions]
    shared = [name for name in named if hasattr(definitions[name][-1].func, "builds")]
    for name in sorted(shared, key=lambda name: _place(definitions[name][-1])):
        add(name)
    return tuple(found.items())


def _place(definition):
    """Worlds of a folder come before those of its modules, and in a file each after those above it."""
    return definition.baseid.count("/"), definition.baseid, definition.func.builds.__code__.co_firstlineno


def side_by_side(items):
    """The tests, those of one module so that each world is built as seldom as can be."""
    for _module, group in itertools.groupby(items, key=lambda item: item.path):
        numbers: dict[Any, int] = {}

        def key(item, numbers=numbers):
            return [numbers.setdefault(step, len(numbers)) for step in wanted(item)]

        yield from sorted(group, key=key)


@dataclass
class Storey:
    """A world with its own savepoint, above those that it stands on."""

    step: Any
    values: dict
    files: Path
    atomic: Any


class Worlds:
    """The worlds that now stand in the database, one upon the other."""

    def __init__(self):
        self.storeys: list[Storey] = []
        self.test = None
        self.copies: dict = {}

    def stand_for(self, item):
        """Take down what this test does not want, and build what it does."""
        steps = wanted(item)
        shared = itertools.takewhile(lambda pair: pair[0].step == pair[1], zip(self.storeys, steps, strict=False))
        self.take_down(to=len(list(shared)))
        for step in steps[len(self.storeys) :]:
            self._build(step)
        self.test, self.copies = item, {}
        if self.storeys:
            self.copies = copy.deepcopy(self.storeys[-1].values)

    def copies_for(self, item):
        return self.copies if self.test is item else {}

    def put_files(self, folder):
        """What the worlds stored is in this test's folder, and what the test stores is not in theirs."""
        if self.storeys and any(self.storeys[-1].files.iterdir()):
            shutil.copytree(self.storeys[-1].files, folder, dirs_exist_ok=True)

    def take_down(self, *, to=0):
        while len(self.storeys) > to:
            storey = self.storeys.pop()
            transaction.set_rollback(True)
            storey.atomic.__exit__(None, None, None)
            shutil.rmtree(storey.files)

    def _build(self, step):
        build, below = step
        files = Path(tempfile.mkdtemp(prefix="world-"))
        self.put_files(files)
        values = copy.deepcopy(self.storeys[-1].values) if self.storeys else {}
        atomic = transaction.atomic()
        atomic._from_testcase = True  # as Django's own, which durable transactions may stand in
        atomic.__enter__()
        self.storeys.append(Storey(step, values, files, atomic))
        mail.outbox = []
        try:
            with override_settings(MEDIA_ROOT=files):
                values[build] = build(*(values[lower] for lower in below))
            connection.check_constraints()
            assert mail.outbox == [], f"{build.__name__} sends mail, which a test would not find: make it a fixture"
        except BaseException:
            self.take_down(to=len(self.storeys) - 1)
            raise
