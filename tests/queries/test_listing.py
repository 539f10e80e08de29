"""The keyset: every row once, whatever ties and however small the pages, at one query a page."""

from datetime import timedelta

import pytest

from casestudies.actions.withdraw import withdraw
from casestudies.enums import TermKind
from casestudies.queries.listing import newest_changes
from tests.factories import NOW, make_account, make_case, publish_case

pytestmark = pytest.mark.django_db


def walk(limit, terms=None):
    """The slugs of all pages, page by page."""
    pages, after = [], None
    while True:
        stretch = newest_changes(terms or {}, after=after, limit=limit)
        pages.append([page.slug for page in stretch.rows])
        if stretch.end is None:
            return pages
        after = stretch.end


@pytest.fixture
def five_cases():
    by = make_account()
    for number in range(5):
        publish_case(slug=f"case-{number}", by=by, now=NOW + timedelta(microseconds=number // 4))


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6])
def test_every_row_comes_once_in_order(five_cases, limit):
    slugs = [slug for page in walk(limit) for slug in page]
    assert slugs == ["case-4", "case-3", "case-2", "case-1", "case-0"]


def test_no_page_is_empty_or_longer_than_asked(five_cases):
    assert [len(page) for page in walk(2)] == [2, 2, 1]
    assert [len(page) for page in walk(5)] == [5]


def test_list_without_rows_is_one_empty_page():
    assert walk(10) == [[]]


def test_row_that_changes_meanwhile_is_not_lost_to_who_starts_again(five_cases):
    first = newest_changes({}, after=None, limit=2)
    publish_case(slug="newcomer", now=NOW + timedelta(hours=1))
    rest = newest_changes({}, after=first.end, limit=10)
    assert [page.slug for page in rest.rows] == ["case-2", "case-1", "case-0"]
    assert walk(10)[0][0] == "newcomer"


def test_every_term_must_be_carried(five_cases):
    assert walk(2, {TermKind.TOPIC: "creative-labour", TermKind.JURISDICTION: "US"})[0] == ["case-4", "case-3"]
    assert walk(2, {TermKind.TOPIC: "creative-labour", TermKind.JURISDICTION: "EU"}) == [[]]


def test_page_costs_one_query_first_and_last(five_cases, django_assert_num_queries):
    with django_assert_num_queries(1):
        first = newest_changes({}, after=None, limit=4)
    with django_assert_num_queries(1):
        last = newest_changes({TermKind.PARTY: "openai"}, after=first.end, limit=4)
        assert [(page.card["title"], page.edition.number, page.publisher) for page in last.rows] == [
            ("The leak of case-0", 1, "Casebook")
        ]


def test_drafts_and_withdrawn_case_studies_are_left_out():
    make_case(slug="drafted")
    withdraw(publish_case(slug="gone").case_study, by=make_account(), now=NOW, reason="A reason.")
    publish_case(slug="there")
    assert walk(10) == [["there"]]
