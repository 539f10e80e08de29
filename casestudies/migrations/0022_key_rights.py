"""Who makes and revokes partners’ API keys."""

from django.db import migrations

from ._rights import giving

RIGHTS = {
    "Partnerships": ["view_apikey", "add_apikey"],
    "Publisher": ["view_apikey"],
    "Administrator": ["view_apikey"],
}

give_rights, take_rights = giving(RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0021_api_keys")]

    operations = [migrations.RunPython(give_rights, take_rights)]
