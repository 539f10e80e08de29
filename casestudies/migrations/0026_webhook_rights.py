"""Who looks after partners’ webhook endpoints."""

from django.db import migrations

from ._rights import giving

RIGHTS = {
    "Partnerships": ["view_endpoint", "add_endpoint", "change_endpoint", "delete_endpoint"],
    "Publisher": ["view_endpoint"],
    "Administrator": ["view_endpoint"],
}

give_rights, take_rights = giving(RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0025_webhooks_and_signatures")]

    operations = [migrations.RunPython(give_rights, take_rights)]
