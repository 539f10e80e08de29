from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0017_teacher_rights")]

    operations = [
        migrations.AddField(
            model_name="rendering",
            name="json_ld",
            field=models.TextField(
                blank=True, default="", help_text="What the article says of itself to search engines, as JSON-LD."
            ),
        ),
    ]
