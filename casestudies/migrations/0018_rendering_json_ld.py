"""Renderings keep what the article says of itself to search engines; those of before are made again at start."""

from django.db import migrations, models


def outdate(apps, schema_editor):
    """Going back takes it out of renderings that look up to date: nobody would make them again."""
    apps.get_model("casestudies", "Rendering").objects.using(schema_editor.connection.alias).update(renderer_version=0)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0017_teacher_rights")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, outdate),
        migrations.AddField(
            model_name="rendering",
            name="json_ld",
            field=models.TextField(
                blank=True, default="", help_text="What the article says of itself to search engines, as JSON-LD."
            ),
        ),
    ]
