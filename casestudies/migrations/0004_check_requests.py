"""A checker who was asked by e-mail says once whether readers may see the name; a draft goes with its answers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0003_roles")]

    operations = [
        migrations.AlterField(
            model_name="checkrequest",
            name="agrees_to_be_named",
            field=models.BooleanField(
                default=None,
                help_text="Empty until the checker answered.",
                null=True,
                verbose_name="agrees to be named",
            ),
        ),
        migrations.AlterField(
            model_name="verification",
            name="request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="verifications",
                to="casestudies.checkrequest",
            ),
        ),
    ]
