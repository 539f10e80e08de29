"""The public record refuses every change: in Python, and in the database itself."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error, connection, transaction

from casestudies.actions.tell_partner import Told, tell_partner
from casestudies.enums import EditionKind, PartnerEvent
from casestudies.errors import Immutable
from casestudies.immutability import (
    drop_triggers,
    ensure_triggers,
    existing_triggers,
    expected_triggers,
    frozen_models,
)
from casestudies.models import (
    AuditEntry,
    ChangeLogEntry,
    Edition,
    EditionMedia,
    EditionPayload,
    Redaction,
)
from tests.actions.test_publish import figure
from tests.factories import (
    NOW,
    make_account,
    make_case,
    make_partner,
    make_picture,
    publish_approved,
    publish_case,
    revise_case,
)
from tests.worlds import world

pytestmark = pytest.mark.django_db


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@world
def edition():
    return publish_case(figures=[figure(make_picture())])


@world
def case_study():
    return make_case(slug="sora")


def test_every_trigger_stands_after_migrate():
    assert existing_triggers(connection) == expected_triggers(connection.vendor)
    assert len(frozen_models()) == 13


@pytest.mark.parametrize("model", frozen_models(), ids=lambda model: model.__name__)
def test_raw_update_and_delete_of_a_frozen_row_fail(model, edition):
    fill(model, edition)
    table = model._meta.db_table
    assert model.objects.exists()

    with pytest.raises(Error, match="public record"):
        run(f"UPDATE {table} SET id = id")
    if model not in (EditionPayload, EditionMedia):
        with pytest.raises(Error, match="public record"):
            run(f"DELETE FROM {table}")


@pytest.mark.parametrize("model", [EditionPayload, EditionMedia], ids=lambda model: model.__name__)
def test_raw_delete_of_a_text_fails_unless_it_was_redacted(model, edition):
    with pytest.raises(Error, match="public record"):
        run(f"DELETE FROM {model._meta.db_table}")

    redact(edition)
    run(f"DELETE FROM {model._meta.db_table}")
    assert not model.objects.exists()


@pytest.mark.postgres_only
@pytest.mark.parametrize("model", frozen_models(), ids=lambda model: model.__name__)
def test_truncate_of_a_frozen_table_fails_even_when_all_was_redacted(model):
    redact(publish_case(figures=[figure(make_picture())]))
    run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(Error, match="public record"):
        run(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.postgres_only
def test_truncate_of_what_the_record_hangs_on_fails():
    publish_case()
    run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(Error, match="public record"):
        run("TRUNCATE casestudies_casestudy CASCADE")


@pytest.mark.django_db(transaction=True)
def test_flush_fails_unless_a_test_lifts_the_triggers_and_makes_them_again():
    publish_case()

    with pytest.raises(CommandError):
        call_command("flush", interactive=False)
    assert Edition.objects.exists()

    drop_triggers(connection)
    call_command("flush", interactive=False)
    assert not Edition.objects.exists()
    assert existing_triggers(connection) == expected_triggers(connection.vendor)


def fill(model, edition):
    """A row of the notices that publishing alone does not write."""
    if model.__name__ == "Correction":
        model.objects.create(edition=edition, note="x", made_at=NOW)
    if model.__name__ == "Withdrawal":
        model.objects.create(edition=edition, kind="withdrawn", reason="x", made_at=NOW, made_by=edition.published_by)
    if model.__name__ == "PartnerChange":
        tell_partner(make_partner(), [Told(PartnerEvent.COVERAGE_LOST, edition.case_study.uuid, {})], now=NOW)
    if model is Redaction:
        redact(edition)


def redact(edition):
    one, two = make_account(), make_account()
    Redaction.objects.create(
        edition=edition, reason="Court order.", made_at=NOW, made_by=one.uuid, seconded_by=two.uuid
    )


def test_python_refuses_to_save_update_and_delete():
    edition = publish_case()

    for change in (
        edition.save,
        edition.delete,
        Edition.objects.all().delete,
        lambda: Edition.objects.update(number=9),
        lambda: Edition.objects.bulk_update([edition], ["number"]),
    ):
        with pytest.raises(Immutable):
            change()


@pytest.mark.sqlite_only
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_insert_or_replace_does_not_walk_around_the_triggers(recursive):
    edition = publish_case()
    columns = [field.column for field in Edition._meta.concrete_fields]
    names = ", ".join(f'"{name}"' for name in columns)
    changed = names.replace('"change_note"', "'Rewritten.'")
    run(f"PRAGMA recursive_triggers={recursive}")

    try:
        with pytest.raises(Error, match="public record"):
            run(f"INSERT OR REPLACE INTO casestudies_edition ({names}) SELECT {changed} FROM casestudies_edition")
    finally:
        run("PRAGMA recursive_triggers=ON")

    assert Edition.objects.get().change_note == edition.change_note


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE casestudies_edition SET change_note = 'Rewritten.' WHERE number = 1", "note or digests were changed"),
        ("UPDATE casestudies_editionpayload SET content = content || ' '", "Its text was changed"),
        ("UPDATE casestudies_editionpayload SET teaching = teaching || ' '", "teaching notes were changed"),
        ("DELETE FROM casestudies_editionpayload", "Its text is missing"),
        ("UPDATE casestudies_changelogentry SET event = 'case_study.withdrawn' WHERE sequence = 1", "It was changed"),
        ("DELETE FROM casestudies_changelogentry WHERE sequence = 1", "Entry 1 is missing"),
        ("DELETE FROM casestudies_changelogentry WHERE sequence = 2", "one is missing"),
    ],
)
def test_verify_finds_what_was_changed_behind_the_triggers(sql, sentence, capsys, case_study):
    publish_case(case_study)
    revise_case(case_study)
    publish_approved(case_study, by=make_account(), now=NOW, kind=EditionKind.UPDATE, change_note="More.")
    call_command("verify_editions")

    drop_triggers(connection)
    try:
        if sql.startswith("DELETE FROM casestudies_changelogentry"):
            for table in ("changetopic", "changesubject"):  # what points at the entry goes before it
                run(f"DELETE FROM casestudies_{table}")
        run(sql)
        with pytest.raises(CommandError, match=sentence):
            call_command("verify_editions")
    finally:
        ensure_triggers(connection)


def test_verify_says_redacted(capsys):
    edition = publish_case()
    redact(edition)
    run("DELETE FROM casestudies_editionpayload")

    call_command("verify_editions")

    assert "redacted; number and digests stand" in capsys.readouterr().out


def test_audit_and_change_log_grow_only():
    publish_case()

    for model in (AuditEntry, ChangeLogEntry):
        with pytest.raises(Immutable):
            model.objects.all().delete()


@pytest.mark.postgres_only
@pytest.mark.parametrize("model", frozen_models(), ids=lambda model: model.__name__)
def test_truncate_of_a_frozen_table_fails(model):
    publish_case()
    run("SET CONSTRAINTS ALL IMMEDIATE")  # foreign keys still to be checked would stop it first

    with pytest.raises(Error, match="public record"):
        run(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_flush_of_a_database_with_editions_is_refused():
    publish_case()

    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)

    assert Edition.objects.exists()
