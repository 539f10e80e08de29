"""When an answer about a case study last became another."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0035_endpoints_of_embargoes")]

    operations = [
        migrations.AddField(
            model_name="publicstate",
            name="touched_at",
            field=models.DateTimeField(default=datetime.datetime(2000, 1, 1, 0, 0, tzinfo=datetime.UTC)),
        ),
    ]
