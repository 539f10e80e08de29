"""What the migrations share that give roles their permissions."""

from django.contrib.auth.management import create_permissions


def make_permissions(apps, using, *labels):
    """Permissions usually come after the last migration, which is too late for one that gives them."""
    for label in labels:
        app = apps.get_app_config(label)
        module = getattr(app, "models_module", None)  # an app of today has one, an app of the migration's time none
        app.models_module = True
        create_permissions(app, verbosity=0, using=using, apps=apps)
        app.models_module = module


def giving(rights):
    """The two ways of a migration by which the roles that are there get `rights`, codenames by name, or lose them.

    Given beside what a superuser chose for them; going back takes it from those roles.
    """

    def given(apps, using):
        permissions = apps.get_model("auth", "Permission").objects.using(using)
        for group in apps.get_model("auth", "Group").objects.using(using).filter(name__in=rights):
            yield group, permissions.filter(content_type__app_label="casestudies", codename__in=rights[group.name])

    def give_rights(apps, schema_editor):
        using = schema_editor.connection.alias
        make_permissions(apps, using, "casestudies")
        for group, permissions in given(apps, using):
            group.permissions.add(*permissions)

    def take_rights(apps, schema_editor):
        for group, permissions in given(apps, schema_editor.connection.alias):
            group.permissions.remove(*permissions)

    return give_rights, take_rights
