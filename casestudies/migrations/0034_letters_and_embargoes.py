import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0033_outbox_is_read"),
    ]

    operations = [
        migrations.RenameField(model_name="holdingsteptaken", old_name="sent_at", new_name="mailed_at"),
        migrations.RenameField(model_name="holdingsteptaken", old_name="attempts", new_name="mail_attempts"),
        migrations.RenameField(model_name="holdingsteptaken", old_name="locked_until", new_name="mail_locked_until"),
        migrations.RenameField(model_name="holdingsteptaken", old_name="error", new_name="mail_error"),
        migrations.AlterField(
            model_name="holdingsteptaken",
            name="mail_error",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="errorreport",
            name="mailed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="endpoint",
            name="releases",
            field=models.BooleanField(default=False, verbose_name="texts under embargo"),
        ),
        migrations.CreateModel(
            name="EndpointLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailed_at", models.DateTimeField(null=True)),
                ("mail_attempts", models.PositiveSmallIntegerField(default=0)),
                ("mail_locked_until", models.DateTimeField(null=True)),
                ("mail_error", models.TextField(blank=True)),
                (
                    "trouble",
                    models.CharField(
                        choices=[
                            ("failing", "It takes nothing"),
                            ("off", "Switched off, because it took nothing"),
                            ("gone", "Switched off, because it answered 410"),
                        ],
                        max_length=7,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "endpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="casestudies.endpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter about a webhook endpoint",
                "verbose_name_plural": "letters about webhook endpoints",
                "ordering": ["endpoint", "at", "pk"],
            },
        ),
        migrations.RemoveIndex(model_name="delivery", name="delivery_waiting"),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["endpoint", "state", "attempts", "id"], name="delivery_next"),
        ),
    ]
