"""The words of a source that a statement rests on."""

import pytest

from casestudies.actions.quote_passage import quote_passage
from casestudies.errors import NotAllowed, NotReady, StaleDraft
from casestudies.models import AuditEntry, Passage
from tests.actions.test_check_statement import keys
from tests.factories import NOW, make_account, make_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def case_study():
    return make_case()


@pytest.fixture
def quote(case_study):
    def _quote(words, **fields):
        given = {"source_key": "wiggers2024", "by": make_account(), "now": NOW, "locator": "p. 3"} | fields
        return quote_passage(case_study, fields.pop("key", keys(case_study)[0]), words=words, **_without(given, "key"))

    return _quote


def _without(fields, name):
    return {key: value for key, value in fields.items() if key != name}


def test_passage_is_kept_with_its_place_and_replaced_by_the_next(quote, case_study):
    quote(" About three hours.\n ")
    passage = quote("It ran for about three hours.", locator=" p.  4 ")

    assert Passage.objects.get() == passage
    assert (passage.words, passage.locator, passage.source.key) == (
        "It ran for about three hours.",
        "p. 4",
        "wiggers2024",
    )
    assert passage.statement_key == keys(case_study)[0]


def test_same_passage_again_changes_nothing(quote):
    first = quote("Three hours.")
    assert quote("Three hours.") == first
    assert AuditEntry.objects.filter(verb="passage.quoted").count() == 1


def test_empty_passage_takes_it_away(quote):
    quote("Three hours.")
    assert quote(" ") is None
    assert quote("") is None
    assert not Passage.objects.exists()
    assert AuditEntry.objects.filter(verb="passage.removed").count() == 1


@pytest.mark.parametrize(
    ("words", "fields", "error"),
    [
        ("x", {"source_key": "letter2024"}, NotReady),
        ("x", {"source_key": "nobody"}, NotReady),
        ("x" * 5_001, {}, NotReady),
        ("x", {"locator": "p" * 201}, NotReady),
        ("x", {"key": "0" * 64}, StaleDraft),
    ],
)
def test_passage_that_does_not_fit_is_refused(quote, words, fields, error):
    with pytest.raises(error):
        quote(words, **fields)
    assert not Passage.objects.exists()


def test_passage_needs_leave_to_check(quote):
    with pytest.raises(NotAllowed):
        quote("Three hours.", by=make_account(is_superuser=False))
