"""Migrating: any table may be remade, and the triggers stand afterwards, also when it failed."""

import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from casestudies.actions.note import write_note
from casestudies.actions.rebuild import rebuild
from casestudies.enums import Sort
from casestudies.immutability import existing_triggers, expected_triggers, frozen_models
from casestudies.models import Edition, Note, Rendering, SearchFacet, SearchGram
from casestudies.queries.search.narrowing import Narrowing
from casestudies.queries.search.results import search
from casestudies.search_index import missing_parts
from tests.factories import NOW, make_account, make_case, publish_case

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


def test_migrations_take_along_what_is_published():
    """Back to before partners, search, reports and passes, and forward again."""
    case_study, by = make_case(slug="sora-leak"), make_account()
    publish_case(case_study)
    write_note(case_study, by=by, now=NOW, body="Écoute\nthis.")
    try:
        call_command("migrate", "casestudies", "0008", verbosity=0)
        old = MigrationExecutor(connection).loader.project_state(("casestudies", "0008_fill_draft_text")).apps
        for name in ("Edition", "EditionPayload", "Rendering", "Revision"):
            assert old.get_model("casestudies", name).objects.count() == 1
    finally:
        call_command("migrate", verbosity=0)

    assert search("testing", Narrowing(), sort=Sort.RELEVANCE).total == 1
    assert SearchFacet.objects.filter(facet="party", value="openai").exists()
    assert SearchGram.objects.filter(word__word="testing", word__cases=1).exists()
    assert Note.objects.get().folded == "ecoute this."
    assert missing_parts(connection) == set()
    assert existing_triggers(connection) == expected_triggers(connection.vendor)
    assert [edition.number for edition in rebuild(outdated_only=True)] == [1]
    assert Rendering.objects.get().json_ld


def test_migrate_that_fails_leaves_every_trigger(monkeypatch):
    def fail(command, *args, **options):
        raise RuntimeError("on purpose")

    monkeypatch.setattr(migrate.Command, "handle", fail)
    with pytest.raises(RuntimeError, match="on purpose"):
        call_command("migrate", verbosity=0)

    assert existing_triggers(connection) == expected_triggers(connection.vendor)
