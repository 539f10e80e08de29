"""Two tables outside the models that count what the API is asked, on PostgreSQL; SQLite counts in a second file.

Unlogged: they are written with every request, and after a crash counting may begin again.
"""

from django.db import migrations

TABLES = (
    """
    CREATE UNLOGGED TABLE limit_counter (
        subject varchar(120) PRIMARY KEY,
        minute_began double precision NOT NULL,
        minute_used integer NOT NULL,
        day_began double precision NOT NULL,
        day_used integer NOT NULL,
        is_admitted boolean NOT NULL
    )
    """,
    """
    CREATE UNLOGGED TABLE limit_use (
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


def make_tables(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(table)


def drop_tables(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in ("limit_counter", "limit_use"):
            schema_editor.execute(f"DROP TABLE {name}")


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0028_fill_subjects")]

    operations = [migrations.RunPython(make_tables, drop_tables)]
