"""What surrounds an edition comes without its text, in one row; the text comes as it was stored."""

import json
from datetime import timedelta

import pytest

from casestudies.enums import EditionKind
from casestudies.models import PublicationSettings
from casestudies.queries.surroundings import (
    document_text,
    surroundings,
    surroundings_of_all,
    surroundings_of_edition,
)
from tests.factories import NOW, make_account, make_case, publish_approved, publish_case, revise_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def two_editions():
    first = publish_case(slug="a-leak")
    revise_case(first.case_study)
    later = NOW + timedelta(hours=1)
    second = publish_approved(
        first.case_study, by=make_account(), now=later, kind=EditionKind.UPDATE, change_note="More is known."
    )
    return first, second


def test_surroundings_are_one_query_without_the_text(two_editions, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = surroundings("a-leak")
        assert (page.edition.number, page.is_current, page.is_withdrawn, page.is_redacted) == (2, True, False, False)
        assert page.card["title"] == "The leak of a-leak"
        assert (page.publisher, page.zone) == ("Casebook", "UTC")
    assert {"html", "text", "document", "contents"} <= page.rendering.get_deferred_fields()


def test_surroundings_carry_the_publication_as_the_editors_named_it(two_editions):
    PublicationSettings.objects.create(name="The Ledger", time_zone="Europe/Paris")
    page = surroundings("a-leak")
    assert (page.publisher, page.zone) == ("The Ledger", "Europe/Paris")


@pytest.mark.parametrize(("number", "queries"), [(2, 1), (1, 2)])
def test_surroundings_of_one_edition(two_editions, django_assert_num_queries, number, queries):
    with django_assert_num_queries(queries):
        page = surroundings_of_edition("a-leak", number)
    assert (page.edition, page.is_current) == (two_editions[number - 1], number == 2)


def test_surroundings_of_all_editions_are_two_queries(two_editions, django_assert_num_queries):
    with django_assert_num_queries(2):
        pages = surroundings_of_all("a-leak")
        assert [(page.edition.number, page.card["title"]) for page in pages] == [
            (2, "The leak of a-leak"),
            (1, "The leak of a-leak"),
        ]


def test_document_text_is_the_text_that_was_stored(two_editions):
    for number, words in ((1, "Statement 1 of the record."), (2, "A sentence more.")):
        page = surroundings_of_edition("a-leak", number)
        text = document_text(page)
        assert text == two_editions[number - 1].rendering.document
        assert words in json.loads(text)["sections"][0]["body"]


def test_draft_has_no_surroundings():
    make_case(slug="drafted")
    assert surroundings("drafted") is None
    assert surroundings_of_edition("drafted", 1) is None
    assert surroundings_of_all("drafted") == []


def test_edition_that_never_was_has_no_surroundings(two_editions):
    assert surroundings_of_edition("a-leak", 3) is None
