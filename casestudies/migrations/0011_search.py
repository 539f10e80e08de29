"""Search entries by weight, what lists are narrowed by, and the vocabulary; 0013_fill_search fills them."""

import django.db.models.deletion
from django.db import migrations, models

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0010_partner_rights"),
    ]

    operations = [
        # Nothing is lost: an entry is made of an edition's snapshot, and made again by the next migration but one.
        migrations.DeleteModel(name="SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ID,
                ("title", models.TextField()),
                ("names", models.TextField()),
                ("summary", models.TextField()),
                ("headings", models.TextField()),
                ("questions", models.TextField()),
                ("sources", models.TextField()),
                ("text", models.TextField()),
                ("passages", models.JSONField(default=list)),
                ("corrected_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search", to="casestudies.publicstate"
                    ),
                ),
            ],
            options={"verbose_name": "search entry", "verbose_name_plural": "search entries"},
        ),
        migrations.CreateModel(
            name="SearchFacet",
            fields=[
                ID,
                ("facet", models.CharField(max_length=16)),
                ("value", models.CharField(max_length=200)),
                ("also", models.CharField(max_length=16)),
                ("label", models.CharField(max_length=300)),
                (
                    "state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facets", to="casestudies.publicstate"
                    ),
                ),
            ],
            options={
                "verbose_name": "search facet",
                "verbose_name_plural": "search facets",
                "indexes": [models.Index(fields=["facet", "value", "also", "state"], name="search_facet_value")],
                "constraints": [
                    models.UniqueConstraint(fields=("state", "facet", "value", "also"), name="search_facet_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ID,
                ("word", models.CharField(max_length=40, unique=True)),
                ("stem", models.CharField(db_index=True, max_length=40)),
                ("cases", models.IntegerField()),
            ],
            options={"verbose_name": "search word", "verbose_name_plural": "search words"},
        ),
        migrations.CreateModel(
            name="SearchGram",
            fields=[
                ID,
                ("gram", models.CharField(max_length=12)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grams", to="casestudies.searchword"
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of a search word",
                "verbose_name_plural": "pieces of search words",
                "constraints": [models.UniqueConstraint(fields=("gram", "word"), name="search_gram_once")],
            },
        ),
    ]
