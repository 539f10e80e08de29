"""Let a video have a picture: a still from it, kept here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0029_limit_counters")]

    operations = [
        migrations.RemoveConstraint(model_name="figure", name="figure_whole"),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "image"), ("media__isnull", False), ("video_url", "")),
                    models.Q(("kind", "video"), models.Q(("video_url", ""), _negated=True)),
                    _connector="OR",
                ),
                name="figure_whole",
                violation_error_message="An image needs a picture and has no video address; a video needs one.",
            ),
        ),
    ]
