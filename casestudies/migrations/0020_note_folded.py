"""Notes are found by the desk's search: each keeps its text without case and accents."""

from django.db import migrations, models

from casestudies.prose.excerpt import one_line


def fill(apps, schema_editor):
    notes = apps.get_model("casestudies", "Note").objects.using(schema_editor.connection.alias)
    for pk, body in notes.values_list("pk", "body").iterator():
        notes.filter(pk=pk).update(folded=one_line(body))


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0019_archived_help")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="folded",
            field=models.TextField(default="", editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
