"""A copy can show the correction beside its text; and when a partner lost a case study is found by the case study."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0039_redaction_rights")]

    operations = [
        migrations.AddField(
            model_name="holding",
            name="correction_shown",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Only where the older text stayed and what was corrected since stands beside it: the number "
                "of the edition whose correction is the last that it shows.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(2147483647)],
                verbose_name="shows corrections up to edition",
            ),
        ),
        migrations.AddIndex(
            model_name="partnerchange",
            index=models.Index(fields=["partner", "case_uuid", "number"], name="partner_change_case"),
        ),
    ]
