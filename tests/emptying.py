"""The database emptied after a transactional test, in place of Django's flush.

The flush empties every table, makes every content type and permission anew, and every trigger with them; a test has
filled a few. What it leaves is the same. A test that changes permissions, or the tables themselves, has the flush.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from casestudies.immutability import PREFIX, drop_triggers, existing_triggers, expected_triggers
from casestudies.search_index import missing_parts

KEPT = {Permission._meta.db_table, ContentType._meta.db_table}


class Emptying:
    """Knows which permissions there are before each test."""

    def __init__(self):
        self.kept = self._permissions()

    def empty(self):
        if self._is_sound():
            _delete(_filled())
        else:
            drop_triggers(connection)
            call_command("flush", verbosity=0, interactive=False)
            self.kept = self._permissions()  # made anew, under other numbers

    def _is_sound(self):
        triggers = existing_triggers(connection) == expected_triggers(connection.vendor)
        return triggers and not missing_parts(connection) and self._permissions() == self.kept

    def _permissions(self):
        return set(Permission.objects.values_list("pk", "codename", "content_type__model"))


def _filled():
    """The tables that have a row."""
    names = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in sorted(names))
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]


def _delete(tables):
    """All rows at once, so that none misses another; the record's triggers look away meanwhile."""
    lift = _lift_on_sqlite if connection.vendor == "sqlite" else _lift_on_postgresql
    with transaction.atomic(), connection.cursor() as cursor:
        back = lift(cursor, tables)
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
        if connection.vendor == "postgresql":
            connection.check_constraints()  # a table with such questions open cannot be altered
        for statement in back:
            cursor.execute(statement)


def _lift_on_sqlite(cursor, tables):
    cursor.execute(
        f"SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{PREFIX}%delete'"
    )
    found = [row for row in cursor.fetchall() if row[0] in tables]
    for _table, name, _sql in found:
        cursor.execute(f'DROP TRIGGER "{name}"')
    return [sql for _table, _name, sql in found]


def _lift_on_postgresql(cursor, tables):
    cursor.execute(f"SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '{PREFIX}%'")
    found = [name for (name,) in cursor.fetchall() if name.strip('"') in tables]
    for name in found:
        cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    return [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in found]
