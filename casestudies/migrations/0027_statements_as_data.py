"""Renderings keep their statements as data and their prose in other forms; those of before are made again at start."""

from django.db import migrations, models


def outdate(apps, schema_editor):
    """Going back takes them out of renderings that look up to date: nobody would make them again."""
    apps.get_model("casestudies", "Rendering").objects.using(schema_editor.connection.alias).update(renderer_version=0)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0026_webhook_rights")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, outdate),
        migrations.AddField(
            model_name="rendering",
            name="bodies",
            field=models.JSONField(default=dict, help_text="The sections as Markdown and plain text."),
        ),
        migrations.AddField(
            model_name="rendering",
            name="statements",
            field=models.JSONField(default=list, help_text="The cited statements, with what each rests on."),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(fields=["title", "state"], name="search_entry_title"),
        ),
    ]
