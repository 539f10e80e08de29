"""The six roles of a desk, as groups with their permissions.

A group of that name which may something already is left as it is. Going back removes the groups that have no members.
"""

from django.db import migrations

from ._rights import make_permissions

LIBRARY = ["framework", "frameworkterm", "party", "person", "policyinstrument", "source", "sourceauthor", "topic"]
RECORD = ["view_correction", "view_edition", "view_withdrawal"]
READ = [
    "view_casestudy",
    "view_mediafile",
    "view_revision",
    *RECORD,
    *(f"view_{model}" for model in LIBRARY),
]
SOURCES = ["change_source", "add_sourceauthor", "change_sourceauthor", "delete_sourceauthor"]
WRITE = [
    "add_casestudy",
    "change_casestudy",
    "submit_casestudy",
    "discuss_casestudy",
    "share_casestudy",
    "add_source",
    *SOURCES,
]
EDIT = [
    "delete_casestudy",
    "review_casestudy",
    "assign_casestudy",
    "check_casestudy",
    *(f"{verb}_{model}" for verb in ("add", "change", "delete") for model in LIBRARY),
    "view_auditentry",
]
PUBLISH = ["publish_casestudy", "withdraw_casestudy", "override_casestudy"]
ADMINISTER = [
    "add_account",
    "change_account",
    "view_account",
    "view_group",
    "change_publicationsettings",
    "view_publicationsettings",
    "view_auditentry",
]

ROLES = {
    "Author": [*READ, *WRITE],
    "Fact-checker": [*READ, "check_casestudy", "discuss_casestudy", *SOURCES],
    "Editor": [*READ, *WRITE, *EDIT],
    "Publisher": [*READ, *WRITE, *EDIT, *PUBLISH],
    "Partnerships": RECORD,
    "Administrator": [*READ, *ADMINISTER],
}


def make_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    make_permissions(apps, using, "auth", "casestudies")
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for name, codenames in ROLES.items():
        group, _created = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        if not group.permissions.exists():
            own = permissions.filter(content_type__app_label__in=["auth", "casestudies"], codename__in=codenames)
            group.permissions.set(own)


def remove_empty_groups(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    groups.filter(name__in=ROLES, user__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("casestudies", "0002_editorial_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_empty_groups)]
