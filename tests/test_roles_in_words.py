"""The roles that a migration makes, and what is said of them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection

from casestudies.roles import ROLES, offered_rights, purpose_of, rights_in_words, rights_of_parts
from tests.factories import make_account
from tests.role_rights import LATER, RIGHTS

pytestmark = pytest.mark.django_db

migration = import_module("casestudies.migrations.0003_roles")


class Historical:
    """The models as the migration sees them; today's will do."""

    get_model = staticmethod(apps.get_model)

    @staticmethod
    def get_app_config(label):
        return type("AppConfigStub", (), {"label": label, "models_module": None, "get_models": lambda self: []})()


class Editor:
    connection = connection


def migrate(function):
    function(Historical, Editor)


def held(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


@pytest.fixture(autouse=True)
def groups(db):
    migrate(migration.make_groups)
    for later in LATER:
        migrate(later.give_rights)


def test_every_role_is_there_with_all_its_permissions_and_a_sentence():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES) == set(RIGHTS)
    assert {name: held(name) for name in ROLES} == {name: set(own) for name, own in RIGHTS.items()}


def test_migration_run_again_changes_nothing_that_a_superuser_chose():
    author = Group.objects.get(name="Author")
    author.permissions.set(Permission.objects.filter(codename="view_source"))

    migrate(migration.make_groups)

    assert held("Author") == {"view_source"}
    assert Group.objects.count() == len(ROLES)


def test_going_back_leaves_the_roles_that_somebody_has():
    make_account().groups.add(Group.objects.get(name="Editor"))

    migrate(migration.remove_empty_groups)

    assert list(Group.objects.values_list("name", flat=True)) == ["Editor"]


def test_rights_are_told_in_words():
    codenames = [
        "view_source",
        "change_source",
        "view_topic",
        "view_casestudy",
        "add_sourceauthor",
        "publish_casestudy",
        "discuss_casestudy",
    ]
    permissions = Permission.objects.filter(codename__in=codenames).select_related("content_type")

    assert rights_in_words(permissions) == [
        "See case studies and topics",
        "See and change sources",
        "Publish, schedule, update and correct a case study",
        "Write notes on case studies",
    ]


def test_superuser_is_offered_every_permission_that_a_role_has():
    offered = set(offered_rights().values_list("codename", flat=True))

    for name in ROLES:
        parts = set(rights_of_parts(held(name)).values_list("codename", flat=True))
        assert held(name) - offered - parts == set()
        assert {right for right in held(name) if right.endswith(("sourceauthor", "frameworkterm"))} == parts


def test_going_back_takes_what_a_migration_gave_and_leaves_what_else_a_role_may():
    Group.objects.get(name="Publisher").permissions.add(Permission.objects.get(codename="add_partner"))
    given = {name: set(own) for name, own in RIGHTS.items()}
    given["Publisher"].add("add_partner")

    for later in reversed(LATER):
        migrate(later.take_rights)
        given = {name: own - set(later.RIGHTS.get(name, [])) for name, own in given.items()}
        assert {name: held(name) for name in ROLES} == given
    assert given["Publisher"] == {*migration.ROLES["Publisher"], "add_partner"}


def test_group_that_somebody_made_has_no_sentence():
    assert purpose_of(Group(name="Interns")) == ""
    assert "Changes no text." in purpose_of(Group(name="Fact-checker"))


def test_no_role_may_what_leads_to_all_rights():
    dangerous = {"add_group", "change_group", "delete_group", "change_permission", "delete_account"}
    everything = set().union(*RIGHTS.values())

    assert everything & dangerous == set()
