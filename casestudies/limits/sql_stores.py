"""Counters in a second SQLite file, beside the site's; and in two unlogged tables of PostgreSQL.

Neither is counted among a request's queries, and neither waits for an action's transaction.
"""

import os
import re
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from casestudies.limits import statements
from casestudies.limits.allowance import Allowance, Counted, Standing, Use, standing

PATIENCE = 2  # seconds that a request waits for its turn at the file
SETTINGS = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF")


class SqlStore:
    """What both share; `run` executes one statement by itself and gives its rows."""

    def run(self, statement: str, values: Mapping[str, Any]) -> list[tuple]:
        raise NotImplementedError

    def take(self, subject: str, allowance: Allowance, now: float) -> Standing:
        values = {"subject": subject, "burst": allowance.burst, "daily": allowance.daily, "now": now}
        row = self.run(statements.TAKE, values)[0]
        counted = Counted(
            minute_began=row[0], minute_used=row[1], day_began=row[2], day_used=row[3], is_admitted=bool(row[4])
        )
        return standing(counted, allowance, now)

    def note(self, key_id: str, day: date, *, is_error: bool, size: int, now: float) -> None:
        values = {"key_id": key_id, "day": day.isoformat(), "errors": int(is_error), "bytes": size, "now": now}
        self.run(statements.NOTE, values)

    def collect(self) -> list[Use]:
        rows = self.run(statements.COLLECT, {})
        return [Use(key_id, date.fromisoformat(day), *counts) for key_id, day, *counts in rows]

    def prune(self, now: float) -> int:
        return len(self.run(f"{statements.PRUNE} RETURNING subject", {"now": now}))


class SqliteStore(SqlStore):
    """A connection for each thread of each process; the file is made when it is first asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.local = threading.local()

    def run(self, statement: str, values: Mapping[str, Any]) -> list[tuple]:
        try:
            return self._connection().execute(statement, values).fetchall()
        except sqlite3.Error:
            self.close()  # the file may have been replaced: the next request opens it anew
            raise

    def close(self) -> None:
        """Let go of this thread's connection."""
        open_one = self.local.__dict__.pop("connection", None)
        if open_one is not None:
            open_one.close()

    def _connection(self) -> sqlite3.Connection:
        if getattr(self.local, "process", None) != os.getpid():  # nothing opened before a fork is used after it
            self.local.__dict__.clear()
            self.local.process = os.getpid()
        if not hasattr(self.local, "connection"):
            opened = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
            try:
                for statement in (*SETTINGS, *statements.TABLES):
                    with closing(opened.execute(statement)) as cursor:
                        cursor.fetchall()
            except sqlite3.Error:
                opened.close()
                raise
            self.local.connection = opened
        return self.local.connection


class PostgresStore(SqlStore):
    """By Django's connection of this thread, which outside of actions commits each statement."""

    def run(self, statement: str, values: Mapping[str, Any]) -> list[tuple]:
        connection.ensure_connection()
        with connection.connection.cursor() as cursor:
            cursor.execute(re.sub(r":([a-z_]+)", r"%(\1)s", statement), values)
            return cursor.fetchall() if cursor.description else []
