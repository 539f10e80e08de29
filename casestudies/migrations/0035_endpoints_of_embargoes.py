"""Endpoints of a partner that has a key for texts under embargo, one that works, go on being told of those."""

from django.db import migrations
from django.db.models import Q
from django.utils import timezone


def keep_telling(apps, schema_editor):
    now = timezone.now()
    keys = apps.get_model("casestudies", "ApiKey").objects.filter(is_sandbox=False)
    keys = keys.filter(Q(revoked_at=None) | Q(revoked_at__gt=now), Q(expires_at=None) | Q(expires_at__gt=now))
    partners = {partner for partner, scopes in keys.values_list("partner", "scopes") if "embargo" in scopes}
    apps.get_model("casestudies", "Endpoint").objects.filter(partner__in=partners).update(releases=True)


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0034_letters_and_embargoes"),
    ]

    operations = [
        migrations.RunPython(keep_telling, migrations.RunPython.noop),
    ]
