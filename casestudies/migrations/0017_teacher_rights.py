"""Who grants teacher passes."""

from django.db import migrations

from ._rights import giving

GRANT = ["view_teacherpass", "add_teacherpass"]
RIGHTS = {"Editor": GRANT, "Publisher": GRANT}

give_rights, take_rights = giving(RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0016_teacher_passes")]

    operations = [migrations.RunPython(give_rights, take_rights)]
