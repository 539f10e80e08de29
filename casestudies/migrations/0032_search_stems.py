"""Keep the stems of words in languages other than English, and which language an entry is in."""

import django.db.models.deletion
from django.db import migrations, models


def name_languages(apps, schema_editor):
    """Of what is published in another language; its stems come with `rebuild_search`."""
    entries = apps.get_model("casestudies", "SearchEntry").objects
    for entry in entries.select_related("state__edition__rendering").iterator(200):
        rendering = getattr(entry.state.edition, "rendering", None)
        language = rendering.card.get("language", "en") if rendering else "en"
        if language != "en":
            entries.filter(pk=entry.pk).update(language=language)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0031_webhook_event_names")]

    operations = [
        migrations.AddField(
            model_name="searchentry", name="language", field=models.CharField(default="en", max_length=35)
        ),
        migrations.CreateModel(
            name="SearchStem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stem", models.CharField(max_length=44)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stems",
                        to="casestudies.searchword",
                    ),
                ),
            ],
            options={
                "verbose_name": "stem of a search word",
                "verbose_name_plural": "stems of search words",
                "constraints": [models.UniqueConstraint(fields=("stem", "word"), name="search_stem_once")],
            },
        ),
        migrations.RunPython(name_languages, migrations.RunPython.noop, elidable=True),
    ]
