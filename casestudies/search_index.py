"""The full-text index of search entries, which the database itself keeps in step with them.

On SQLite an FTS5 table beside `SearchEntry` and three triggers on it; on PostgreSQL a generated `tsvector` column and
its GIN index. Made by a migration. SQLite drops a table's triggers silently when Django remakes the table, so they are
ensured after every migrate. Whoever changes the columns makes the index anew in the same migration.
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

from casestudies.models import SearchEntry

TABLE = SearchEntry._meta.db_table
INDEX = "casestudies_searchindex"
# On PostgreSQL: the entries that match, found by the index however many there are.
HITS = "casestudies_search_hits"
# Each column with its weight: bm25's on SQLite, the letter of a text search vector on PostgreSQL.
WEIGHTS = {
    "title": (10.0, "A"),
    "names": (4.0, "B"),
    "summary": (3.0, "C"),
    "headings": (3.0, "C"),
    "questions": (1.5, "C"),
    "sources": (0.8, "D"),
    "text": (1.0, "D"),
}
COLUMNS = tuple(WEIGHTS)
TRIGGERS = {name: f"{INDEX}_{name}" for name in ("insert", "update", "delete")}


def ensure_search_index(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing of the index, and fill it. Idempotent; nothing is done before the columns are there."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if TABLE not in tables:
            return
        there = {column.name for column in connection.introspection.get_table_description(cursor, TABLE)}
        if not there.issuperset(COLUMNS):
            return
        if connection.vendor == "postgresql":
            statements = [] if "vector" in there else list(_vector())
            statements += _hits() if HITS in missing_parts(connection) else []
        else:
            # Without its triggers it may have missed something, so it is filled again.
            statements = list(_fts_table(exists=INDEX in tables)) if missing_parts(connection) else []
        for statement in statements:
            cursor.execute(statement)


def drop_search_index(connection: BaseDatabaseWrapper) -> None:
    """Remove it; the entries stay."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP FUNCTION IF EXISTS {HITS}(tsquery)")
            cursor.execute(f'ALTER TABLE "{TABLE}" DROP COLUMN IF EXISTS vector')
            return
        for trigger in TRIGGERS.values():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger}"')
        cursor.execute(f'DROP TABLE IF EXISTS "{INDEX}"')


def missing_parts(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the parts of the index that the database has not."""
    if connection.vendor == "postgresql":
        parts = {INDEX, HITS}
        sql = "SELECT indexname FROM pg_indexes UNION SELECT proname FROM pg_proc WHERE pg_function_is_visible(oid)"
    else:
        parts, sql = {INDEX, *TRIGGERS.values()}, "SELECT name FROM sqlite_master"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return parts - {row[0] for row in cursor.fetchall()}


def _vector() -> Iterable[str]:
    # The configuration `simple` alone: words are folded already, and every database is to find the same.
    parts = (f"setweight(to_tsvector('simple'::regconfig, {name}), '{WEIGHTS[name][1]}')" for name in COLUMNS)
    yield f'ALTER TABLE "{TABLE}" ADD COLUMN vector tsvector GENERATED ALWAYS AS ({" || ".join(parts)}) STORED'
    yield f'CREATE INDEX "{INDEX}" ON "{TABLE}" USING gin (vector)'


def _hits() -> Iterable[str]:
    # Where most entries match, the planner would rather look at each of them; it does not count what it costs to fetch
    # and unpack a vector, which is a thousand times what the index takes.
    yield (
        f"CREATE FUNCTION {HITS}(tsquery) RETURNS TABLE (state_id bigint) LANGUAGE sql STABLE "
        f'SET enable_seqscan = off AS $$ SELECT e.state_id FROM "{TABLE}" e WHERE e.vector @@ $1 $$'
    )


def _fts_table(*, exists: bool) -> Iterable[str]:
    options = (
        f"content='{TABLE}'",
        "content_rowid='state_id'",
        "tokenize='unicode61 remove_diacritics 2'",
        "prefix='2 3 4'",
    )
    if not exists:
        yield f'CREATE VIRTUAL TABLE "{INDEX}" USING fts5({", ".join((*COLUMNS, *options))})'
    yield from _triggers()
    yield f'INSERT INTO "{INDEX}" ("{INDEX}") VALUES (\'rebuild\')'


def _triggers() -> Iterable[str]:
    names = ", ".join(COLUMNS)
    new, old = (", ".join(f"{row}.{name}" for name in COLUMNS) for row in ("NEW", "OLD"))
    add = f'INSERT INTO "{INDEX}" (rowid, {names}) VALUES (NEW.state_id, {new});'
    # A table without content of its own has to be told what it forgets.
    forget = f'INSERT INTO "{INDEX}" ("{INDEX}", rowid, {names}) VALUES (\'delete\', OLD.state_id, {old});'
    body = {"insert": add, "update": f"{forget} {add}", "delete": forget}
    for verb, trigger in TRIGGERS.items():
        of = f" OF state_id, {names}" if verb == "update" else ""
        yield f'DROP TRIGGER IF EXISTS "{trigger}"'
        yield f'CREATE TRIGGER "{trigger}" AFTER {verb.upper()}{of} ON "{TABLE}" BEGIN {body[verb]} END'
