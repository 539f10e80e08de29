"""Each database is opened as the product needs it."""

import sqlite3

import pytest
from django.db import connection, transaction

from cms.database import database_settings


def test_sqlite_url_locks_early_waits_and_fires_triggers_on_replace():
    config = database_settings("sqlite:////srv/casebook.sqlite3", pool_size=4)
    assert config["NAME"] == "/srv/casebook.sqlite3"
    assert config["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA recursive_triggers=ON",
    }


def test_postgresql_url_is_pooled_and_checked():
    config = database_settings("postgresql://desk:s%40crt@db.internal:5433/casebook?sslmode=require", pool_size=4)
    assert (config["USER"], config["PASSWORD"], config["HOST"], config["PORT"]) == (
        "desk", "s@crt", "db.internal", 5433,
    )  # fmt: skip
    assert config["OPTIONS"] == {"sslmode": "require", "pool": {"min_size": 1, "max_size": 4, "timeout": 10}}
    assert config["CONN_HEALTH_CHECKS"] is True


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_sqlite_connection_has_the_pragmas():
    with connection.cursor() as cursor:
        values = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "recursive_triggers")]
    assert values == ["wal", 1]


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_sqlite_transaction_holds_the_write_lock_from_its_start():
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    try:
        with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()
