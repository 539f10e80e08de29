"""The full-text index follows its entries by itself, on either database, and is made again when it was lost."""

import pytest
from django.core.management import call_command
from django.db import connection

from casestudies.checks import search_index_stands
from casestudies.enums import Sort
from casestudies.models import SearchEntry
from casestudies.queries.search.narrowing import Narrowing
from casestudies.queries.search.results import search
from casestudies.search_index import TRIGGERS, drop_search_index, ensure_search_index, missing_parts
from tests.factories import publish_case


def found(q):
    return [state.slug for state in search(q, Narrowing(), sort=Sort.RELEVANCE).rows]


@pytest.mark.django_db
def test_index_follows_every_change_of_an_entry():
    publish_case(slug="one")

    SearchEntry.objects.update(title="quixotry")
    assert found("quixotry") == ["one"]
    assert found('"leak of one"') == []

    SearchEntry.objects.all().delete()
    assert found("quixotry") == []


@pytest.mark.django_db
def test_index_that_was_dropped_is_made_again_and_filled():
    publish_case(slug="one")
    connection.check_constraints()  # PostgreSQL alters no table that has some left to check
    drop_search_index(connection)
    assert missing_parts(connection)
    assert [message.id for message in search_index_stands(None, databases=["default"])] == ["casestudies.W003"]

    ensure_search_index(connection)

    assert missing_parts(connection) == set()
    assert search_index_stands(None, databases=["default"]) == []
    assert found("leak") == ["one"]


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_index_is_filled_again_after_its_triggers_were_lost():
    publish_case(slug="one")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {TRIGGERS['update']}")
    SearchEntry.objects.update(title="quixotry")
    assert found("quixotry") == []

    ensure_search_index(connection)

    assert found("quixotry") == ["one"]


@pytest.mark.django_db(transaction=True)
def test_index_is_empty_and_whole_after_a_flush():
    publish_case(slug="one")

    SearchEntry.objects.all().delete()
    call_command("check", databases=["default"], fail_level="WARNING", tags=["database"])

    assert missing_parts(connection) == set()
    assert found("leak") == []
