"""An appointment counts its failed tries and says when the next one is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0004_check_requests")]

    operations = [
        migrations.AddField(
            model_name="schedule",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="schedule",
            name="next_attempt_at",
            field=models.DateTimeField(null=True),
        ),
    ]
