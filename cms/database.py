"""Turns DATABASE_URL into Django's setting, with what this product needs of each database."""

from typing import Any

import environ

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA recursive_triggers=ON"
"""WAL lets readers pass a writer; recursive triggers make INSERT OR REPLACE fire the triggers that refuse a delete."""

BUSY_TIMEOUT_SECONDS = 20


def database_settings(url: str, *, pool_size: int) -> dict[str, Any]:
    """The entry of DATABASES for `url`; `pool_size` connections at most a process, used by PostgreSQL alone.

    SQLite takes its write lock when a transaction begins, so that two writers wait for each other instead of failing
    half-way. PostgreSQL connections come from psycopg's pool and are checked when they are handed out.
    """
    config = environ.Env.db_url_config(url)
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        options.setdefault("transaction_mode", "IMMEDIATE")
        options.setdefault("timeout", BUSY_TIMEOUT_SECONDS)
        options.setdefault("init_command", SQLITE_PRAGMAS)
    else:
        options.setdefault("pool", {"min_size": 1, "max_size": pool_size, "timeout": 10})
        config["CONN_HEALTH_CHECKS"] = True
    config["ATOMIC_REQUESTS"] = False
    return config
