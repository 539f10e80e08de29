"""A partner's telephone, for when no reminder is answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0036_public_state_touched_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="contact_phone",
            field=models.CharField(
                blank=True,
                help_text="Who is called when no reminder is answered.",
                max_length=50,
                verbose_name="contact’s telephone",
            ),
        ),
        migrations.AlterField(
            model_name="partner",
            name="is_active",
            field=models.BooleanField(
                default=True,
                help_text="Off when the partnership ended: its keys open nothing, and nobody follows what it carries.",
                verbose_name="active",
            ),
        ),
    ]
