"""Partners are behind for more reasons than a correction."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0041_running_software"),
    ]

    operations = [
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
                    ("partners_behind", "Partners behind"),
                    ("job_ended", "Job ended"),
                    ("reported", "Error reported by a reader"),
                    ("released", "Release under embargo offered, moved or cancelled"),
                    ("endpoint_off", "Webhook endpoint failing or switched off"),
                    ("original_changed", "Original of a translation changed"),
                    ("redaction", "Removal of an edition’s text"),
                ],
                max_length=24,
            ),
        ),
    ]
