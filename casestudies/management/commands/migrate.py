"""Django's migrate, with what SQLite cannot remake a table under put aside until it is done."""

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
            super().handle(*args, **options)
        finally:
            ensure_triggers(connection)
