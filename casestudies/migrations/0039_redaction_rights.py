"""Who removes an edition’s text for a legal reason, two at a time.

Given to the roles that are there, beside what a superuser chose for them. Going back takes it from those roles.
"""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {"Publisher": ["redact_casestudy"]}


def give_rights(apps, schema_editor):
    using = schema_editor.connection.alias
    # Permissions usually come after the last migration, which is too late here.
    app = apps.get_app_config("casestudies")
    module = getattr(app, "models_module", None)  # an app of today has one, an app of the migration's time none
    app.models_module = True
    create_permissions(app, verbosity=0, using=using, apps=apps)
    app.models_module = module
    for group, rights in _given(apps, using):
        group.permissions.add(*rights)


def take_rights(apps, schema_editor):
    for group, rights in _given(apps, schema_editor.connection.alias):
        group.permissions.remove(*rights)


def _given(apps, using):
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=RIGHTS):
        yield group, permissions.filter(content_type__app_label="casestudies", codename__in=RIGHTS[group.name])


class Migration(migrations.Migration):
    dependencies = [("casestudies", "0038_redaction_requests")]

    operations = [migrations.RunPython(give_rights, take_rights)]
