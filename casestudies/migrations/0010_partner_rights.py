"""Who looks after partners, and who sees what they carry."""

from django.db import migrations

from ._rights import giving

SEE = ["view_partner", "view_holding"]
RIGHTS = {
    "Partnerships": [*SEE, "add_partner", "change_partner", "add_holding", "change_holding", "delete_holding"],
    "Publisher": SEE,
    "Administrator": SEE,
}

give_rights, take_rights = giving(RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0009_partners")]

    operations = [migrations.RunPython(give_rights, take_rights)]
