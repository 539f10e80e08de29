"""Whose endpoints were told of texts under embargo until now, by a key of the partner's, goes on being told."""

from django.db import migrations


def keep_telling(apps, schema_editor):
    keys = apps.get_model("casestudies", "ApiKey").objects.values_list("partner", "scopes")
    partners = {partner for partner, scopes in keys if "embargo" in scopes}
    apps.get_model("casestudies", "Endpoint").objects.filter(partner__in=partners).update(releases=True)


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0034_letters_and_embargoes"),
    ]

    operations = [
        migrations.RunPython(keep_telling, migrations.RunPython.noop),
    ]
