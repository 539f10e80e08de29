"""The triggers by which the database itself refuses to change, delete or empty the public record.

Made for every `AppendOnly` model, on SQLite and PostgreSQL, and ensured again after every migrate: SQLite drops a
table's triggers silently when Django remakes the table. An insert over an existing key is refused too, because
`INSERT OR REPLACE` would otherwise walk around the triggers on a SQLite connection without `recursive_triggers`.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from casestudies.models import EditionMedia, EditionPayload, Redaction
from casestudies.models.append_only import AppendOnly

PREFIX = "casebook_frozen"
MESSAGE = "Casebook: this row is part of the public record and is never changed"
REDACTABLE = (EditionPayload, EditionMedia)
# PostgreSQL needs none on insert: a taken key is a unique violation, and ON CONFLICT DO UPDATE fires the update's.
# Its TRUNCATE fires no trigger on rows; SQLite has no such statement.
VERBS = {"postgresql": ("update", "delete", "truncate"), "sqlite": ("update", "delete", "insert")}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {PREFIX}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{MESSAGE} (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def frozen_models() -> list[type[AppendOnly]]:
    """Every concrete append-only model, by table name."""
    frozen = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
    return sorted(frozen, key=lambda model: model._meta.db_table)


def expected_triggers(vendor: str) -> set[str]:
    """The names that `existing_triggers` finds when nothing is missing."""
    return {_name(model, verb) for model in frozen_models() for verb in VERBS[vendor]}


def ensure_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make (again) every trigger whose table exists. Idempotent."""
    tables = set(connection.introspection.table_names())
    present = [model for model in frozen_models() if model._meta.db_table in tables]
    if Redaction._meta.db_table not in tables:
        present = [model for model in present if model not in REDACTABLE]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for model in present:
            for statement in _statements(model, connection.vendor):
                cursor.execute(statement)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Remove them all; only a test's flush has a reason to."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for model in frozen_models():
            if model._meta.db_table in tables:
                for verb in VERBS[connection.vendor]:
                    cursor.execute(_drop(model, verb, connection.vendor))


def drop_bound_triggers(connection: BaseDatabaseWrapper) -> None:
    """Remove those that ask another table, on SQLite alone: it cannot remake or drop a table that a trigger names."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for model in REDACTABLE:
            cursor.execute(_drop(model, "delete", connection.vendor))


def existing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of this module's triggers that the database has, switched on."""
    if connection.vendor == "postgresql":
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname LIKE %s"
    else:
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{PREFIX}%"])
        return {row[0] for row in cursor.fetchall()}


def _name(model: type[AppendOnly], verb: str) -> str:
    return f"{PREFIX}_{model._meta.db_table}_{verb}"


def _drop(model: type[AppendOnly], verb: str, vendor: str) -> str:
    on = f' ON "{model._meta.db_table}"' if vendor == "postgresql" else ""
    return f'DROP TRIGGER IF EXISTS "{_name(model, verb)}"{on}'


def _statements(model: type[AppendOnly], vendor: str) -> Iterable[str]:
    table = model._meta.db_table
    for verb in VERBS[vendor]:
        condition = _condition(model, verb)
        yield _drop(model, verb, vendor)
        each = "STATEMENT" if verb == "truncate" else "ROW"
        create = f'CREATE TRIGGER "{_name(model, verb)}" BEFORE {verb.upper()} ON "{table}" FOR EACH {each}'
        if vendor == "sqlite":
            when = f" WHEN {condition}" if condition else ""
            yield f"{create}{when} BEGIN SELECT RAISE(ABORT, '{MESSAGE} ({table})'); END"
        elif condition:
            # PostgreSQL's WHEN takes no subquery, so a conditional trigger has a function of its own.
            yield _conditional_function(model, verb, condition)
            yield f"{create} EXECUTE FUNCTION {_name(model, verb)}()"
        else:
            yield f"{create} EXECUTE FUNCTION {PREFIX}()"


def _conditional_function(model: type[AppendOnly], verb: str, condition: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION {_name(model, verb)}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {condition} THEN
            RAISE EXCEPTION '{MESSAGE} (%)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN OLD;
    END $$;
    """


def _condition(model: type[AppendOnly], verb: str) -> str:
    """When to refuse: always on update; on delete unless redacted; on insert when the key is taken."""
    if verb == "delete" and model in REDACTABLE:
        redactions = Redaction._meta.db_table
        return f'NOT EXISTS (SELECT 1 FROM "{redactions}" r WHERE r.edition_id = OLD.edition_id)'
    if verb == "insert":
        same = " OR ".join(
            "(" + " AND ".join(f't."{column}" = NEW."{column}"' for column in columns) + ")" for columns in _keys(model)
        )
        return f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" t WHERE {same})'
    return ""


def _keys(model: type[AppendOnly]) -> list[list[str]]:
    """The column groups that are unique: the primary key, unique fields, unique constraints."""
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    keys = [[columns[field.name]] for field in model._meta.concrete_fields if field.unique]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            keys.append([columns[name] for name in constraint.fields])
    return keys
