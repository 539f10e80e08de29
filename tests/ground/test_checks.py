"""The system checks name a bad configuration, and nothing else."""

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections

from casestudies import checks
from casestudies.immutability import drop_triggers, ensure_triggers, existing_triggers, expected_triggers


def ids(messages):
    return [message.id for message in messages]


def test_checks_pass_on_the_tests_own_configuration():
    call_command("check", fail_level="WARNING")


@pytest.mark.sqlite_only
def test_sqlite_without_recursive_triggers_is_named(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"init_command": "PRAGMA journal_mode=WAL"})
    assert ids(checks.database_is_supported(None)) == ["casestudies.E002"]


def test_unsupported_database_is_named(monkeypatch):
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "vendor", "mysql")
    assert ids(checks.database_is_supported(None)) == ["casestudies.E001"]


@pytest.mark.parametrize(
    "url", ["cases.example.org", "ftp://cases.example.org", "https://", "https://*", "https://a.example/site"]
)
def test_site_url_that_leads_nowhere_is_named(settings, url):
    settings.SITE_URL = url
    assert ids(checks.site_url_is_whole(None)) == ["casestudies.E003"]


def test_cache_of_one_process_is_named_and_a_shared_one_is_not(settings):
    assert ids(checks.cache_is_shared(None)) == ["casestudies.W001"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}
    assert checks.cache_is_shared(None) == []


@pytest.mark.django_db
def test_missing_triggers_are_named():
    assert checks.triggers_stand(None, databases=[DEFAULT_DB_ALIAS]) == []
    drop_triggers(connection)
    assert ids(checks.triggers_stand(None, databases=[DEFAULT_DB_ALIAS])) == ["casestudies.W002"]
    ensure_triggers(connection)


@pytest.mark.django_db(transaction=True)
def test_migrate_makes_missing_triggers_again():
    drop_triggers(connection)
    call_command("migrate", verbosity=0)
    assert existing_triggers(connection) == expected_triggers(connection.vendor)
