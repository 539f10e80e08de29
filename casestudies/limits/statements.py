"""The SQL of the two stores that speak it: each is one statement, so that no two requests count as one.

Parameters are written `:name`. Every `SET` reads the row as it was.
"""

from casestudies.limits.allowance import DAY, MINUTE

_MINUTE_OVER = f"c.minute_began <= :now - {MINUTE}"
_DAY_OVER = f"c.day_began <= :now - {DAY}"
_MINUTE_USED = f"(CASE WHEN {_MINUTE_OVER} THEN 0 ELSE c.minute_used END)"
_DAY_USED = f"(CASE WHEN {_DAY_OVER} THEN 0 ELSE c.day_used END)"
_ADMITTED = f"({_MINUTE_USED} < :burst AND {_DAY_USED} < :daily)"
_ONE = f"(CASE WHEN {_ADMITTED} THEN 1 ELSE 0 END)"

TAKE = f"""
INSERT INTO limit_counter AS c (subject, minute_began, minute_used, day_began, day_used, is_admitted)
VALUES (:subject, :now, 1, :now, 1, TRUE)
ON CONFLICT (subject) DO UPDATE SET
    is_admitted = {_ADMITTED},
    minute_used = {_MINUTE_USED} + {_ONE},
    minute_began = CASE WHEN {_MINUTE_OVER} THEN :now ELSE c.minute_began END,
    day_used = {_DAY_USED} + {_ONE},
    day_began = CASE WHEN {_DAY_OVER} THEN :now ELSE c.day_began END
RETURNING minute_began, minute_used, day_began, day_used, is_admitted
"""

NOTE = """
INSERT INTO limit_use AS u (key_id, day, requests, errors, bytes, last_at)
VALUES (:key_id, :day, 1, :errors, :bytes, :now)
ON CONFLICT (key_id, day) DO UPDATE SET
    requests = u.requests + 1,
    errors = u.errors + :errors,
    bytes = u.bytes + :bytes,
    last_at = CASE WHEN u.last_at < :now THEN :now ELSE u.last_at END
"""

COLLECT = "DELETE FROM limit_use RETURNING key_id, day, requests, errors, bytes, last_at"

PRUNE = f"DELETE FROM limit_counter WHERE day_began <= :now - {DAY} AND minute_began <= :now - {MINUTE}"

# PostgreSQL has the same two from a migration.
TABLES = (
    """
    CREATE TABLE IF NOT EXISTS limit_counter (
        subject varchar(120) PRIMARY KEY,
        minute_began double precision NOT NULL,
        minute_used integer NOT NULL,
        day_began double precision NOT NULL,
        day_used integer NOT NULL,
        is_admitted boolean NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS limit_use (
        key_id varchar(12) NOT NULL,
        day varchar(10) NOT NULL,
        requests bigint NOT NULL,
        errors bigint NOT NULL,
        bytes bigint NOT NULL,
        last_at double precision NOT NULL,
        PRIMARY KEY (key_id, day)
    )
    """,
)
