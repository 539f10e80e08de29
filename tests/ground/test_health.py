"""What the two health addresses promise to whoever watches the site."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from casestudies.immutability import drop_triggers, ensure_triggers


def test_healthz_answers_without_the_database(client):
    # No database mark: a query would fail this test.
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_readyz_answers_ready_when_everything_stands(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_readyz_names_a_migration_that_is_not_applied(client):
    newest = MigrationRecorder(connection).migration_qs.filter(app="casestudies").order_by("id").last()
    newest.delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content.decode() == f"Migrations are not applied: casestudies.{newest.name}\n"


@pytest.mark.django_db
def test_readyz_without_the_triggers_is_not_ready(client):
    drop_triggers(connection)
    assert client.get("/readyz").status_code == 503
    ensure_triggers(connection)
    assert client.get("/readyz").status_code == 200


def test_readyz_without_a_database_says_so(client, monkeypatch):
    def unreachable(self):
        raise OperationalError("connection refused to secret-host")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", unreachable)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")
