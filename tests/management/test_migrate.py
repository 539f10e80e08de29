"""Migrating: any table may be remade, and the triggers stand afterwards, also when it failed."""

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

from casestudies.immutability import existing_triggers, expected_triggers, frozen_models
from casestudies.models import Edition
from tests.factories import publish_case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.sqlite_only
@pytest.mark.parametrize("model", frozen_models(), ids=lambda model: model.__name__)
def test_migrate_may_remake_any_frozen_table(monkeypatch, model):
    publish_case()

    def remake(command, *args, **options):
        with connection.schema_editor() as editor:
            editor._remake_table(model)

    monkeypatch.setattr(migrate.Command, "handle", remake)
    call_command("migrate", verbosity=0)

    assert existing_triggers(connection) == expected_triggers(connection.vendor)
    assert Edition.objects.exists()


def test_migrate_that_fails_leaves_every_trigger(monkeypatch):
    def fail(command, *args, **options):
        raise RuntimeError("on purpose")

    monkeypatch.setattr(migrate.Command, "handle", fail)
    with pytest.raises(RuntimeError, match="on purpose"):
        call_command("migrate", verbosity=0)

    assert existing_triggers(connection) == expected_triggers(connection.vendor)
