"""Django's migrate, with what SQLite cannot remake a table under put aside until it is done."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from casestudies.immutability import drop_bound_triggers, ensure_triggers


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Whether the migrations succeed or fail, every trigger stands afterwards."""
        connection = connections[options["database"]]
        drop_bound_triggers(connection)
        try:
            with _collecting_seldom():
                super().handle(*args, **options)
        finally:
            ensure_triggers(connection)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Migrations make thousands of classes; looking through them for what is out of use took a third of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
