"""A case study may be a translation of another; what is public of a text is known, and found, in every language."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from casestudies.publication.language_names import own_name


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    facet = apps.get_model("casestudies", "SearchFacet")
    entries = apps.get_model("casestudies", "SearchEntry").objects.using(using)
    cards = entries.values_list("state_id", "state__edition__rendering__card")
    facet.objects.using(using).filter(facet="language").delete()
    facet.objects.using(using).bulk_create(
        (
            facet(state_id=state, facet="language", value=card["language"], also="", label=own_name(card["language"]))
            for state, card in cards.iterator(500)
        ),
        batch_size=500,
    )


def remove(apps, schema_editor):
    facet = apps.get_model("casestudies", "SearchFacet")
    facet.objects.using(schema_editor.connection.alias).filter(facet="language").delete()


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0023_following")]

    operations = [
        migrations.AddField(
            model_name="casestudy",
            name="translation_of",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="translations",
                to="casestudies.casestudy",
                verbose_name="translation of",
            ),
        ),
        migrations.AddField(
            model_name="casestudy",
            name="follows",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="The edition of the original that this text says the same as. Readers see it.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="follows edition",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.UniqueConstraint(
                fields=("translation_of", "language"),
                name="case_study_translation_once",
                violation_error_message="There is a translation into this language already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestudy",
            constraint=models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | models.Q(translation_of__isnull=False),
                name="case_study_follows_an_original",
                violation_error_message="Only a translation follows an edition.",
            ),
        ),
        migrations.AddField(
            model_name="publicstate", name="translation_of", field=models.UUIDField(db_index=True, null=True)
        ),
        migrations.AddField(model_name="publicstate", name="versions", field=models.JSONField(default=list)),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("submitted", "Submitted for review"),
                    ("returned", "Returned"),
                    ("approved", "Approved"),
                    ("lapsed", "Approval or schedule lapsed"),
                    ("scheduled", "Scheduled"),
                    ("published", "Published"),
                    ("not_published", "Scheduled publication failed"),
                    ("withdrawn", "Withdrawn or reinstated"),
                    ("assigned", "Assigned"),
                    ("mentioned", "Mentioned in a note"),
                    ("replied", "Reply to a note"),
                    ("disputed", "Statement disputed or asked about"),
                    ("checked", "Fact-check finished"),
                    ("review_due", "Review date due"),
                    ("source_changed", "Source corrected, retracted or dead"),
                    ("partners_behind", "Partners behind on a correction"),
                    ("job_ended", "Job ended"),
                    ("reported", "Error reported by a reader"),
                    ("released", "Release under embargo offered, moved or cancelled"),
                    ("original_changed", "Original of a translation changed"),
                ],
                max_length=24,
            ),
        ),
        migrations.RunPython(fill, remove),
    ]
