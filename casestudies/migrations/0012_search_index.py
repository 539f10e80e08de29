"""The full-text index: an FTS5 table on SQLite, a generated text search vector on PostgreSQL."""

from django.db import migrations

from casestudies.search_index import drop_search_index, ensure_search_index


def make(apps, schema_editor):
    ensure_search_index(schema_editor.connection)


def drop(apps, schema_editor):
    drop_search_index(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0011_search")]

    operations = [migrations.RunPython(make, drop)]
