"""Who removes an edition’s text for a legal reason, two at a time."""

from django.db import migrations

from ._rights import giving

RIGHTS = {"Publisher": ["redact_casestudy"]}

give_rights, take_rights = giving(RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0038_redaction_requests")]

    operations = [migrations.RunPython(give_rights, take_rights)]
