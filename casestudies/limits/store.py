"""Where this install counts: in Redis if that is its cache, else in PostgreSQL if that is its database, else in a file.

Why it is so: decisions/0024-limits-are-counted-in-one-step.md
"""

import sqlite3
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import psycopg
import redis
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection

from casestudies.limits.allowance import Allowance, Standing, Use
from casestudies.limits.redis_store import RedisStore
from casestudies.limits.sql_stores import PostgresStore, SqliteStore

# What a store that cannot be reached raises.
FAILURES = (redis.RedisError, sqlite3.Error, psycopg.Error, DatabaseError, OSError)


class Store(Protocol):
    """Each call is one atomic step; times are seconds since 1970."""

    def take(self, subject: str, allowance: Allowance, now: float) -> Standing:
        """Count one request of `subject`, unless one of its windows is full."""

    def note(self, key_id: str, day: date, *, is_error: bool, size: int, now: float) -> None:
        """Add an answer to what the key used that day."""

    def collect(self) -> list[Use]:
        """All that was noted since the last time, which is then forgotten here."""

    def prune(self, now: float) -> int:
        """Forget counters whose windows have ended; returns how many."""


def store() -> Store:
    """The store of this process."""
    config = settings.CACHES["default"]
    if "redis" in config["BACKEND"].lower():
        location = config["LOCATION"]
        return _redis(location if isinstance(location, str) else location[0])
    if connection.vendor == "postgresql":
        return PostgresStore()
    return _sqlite(Path(settings.DATA_DIR) / "counters.sqlite3")


@cache
def _redis(address: str) -> RedisStore:
    return RedisStore(address)


@cache
def _sqlite(path: Path) -> SqliteStore:
    return SqliteStore(path)
