"""Every process that answers knows since when this software does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0040_corrections_shown")]

    operations = [
        migrations.CreateModel(
            name="RunningSoftware",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("digest", models.CharField(max_length=16)),
                ("since", models.DateTimeField()),
            ],
            options={
                "verbose_name": "running software",
                "verbose_name_plural": "running software",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="running_software_one_row")],
            },
        ),
    ]
