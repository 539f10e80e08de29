"""The keyset: every row once in each order, whatever ties and however small the pages, at one query a page."""

from datetime import timedelta

import pytest

from casestudies.actions.withdraw import withdraw
from casestudies.enums import Facet
from casestudies.models import Topic
from casestudies.queries.callers import ANONYMOUS
from casestudies.queries.reading.cases import find_by, list_by
from casestudies.queries.reading.order import ORDERS, Position
from casestudies.queries.reading.wanted import Wanted
from casestudies.queries.search.narrowing import narrowing
from tests.factories import NOW, make_account, make_case, publish_case, when
from tests.worlds import world

pytestmark = pytest.mark.django_db


def walk(limit, sort="-changed", wanted=None, text=""):
    """The slugs of all pages, page by page. Each position goes through the text that a cursor holds."""
    order, pages, after = ORDERS[sort], [], None
    while True:
        stretch = list_by(ANONYMOUS, wanted or Wanted(), order, text=text, after=after, limit=limit)
        pages.append([page.slug for page in stretch.rows])
        if stretch.end is None:
            return pages
        after = Position(order.read(order.written(stretch.end.value)), stretch.end.id)


@world
def five_cases():
    by = make_account()
    dates = ["2024-11-26", None, "2024-11-26", "2023-01-01", None]
    for number, (day, title) in enumerate(zip(dates, "BaCAb", strict=True)):
        event = {"when": when(day) if day else None}
        publish_case(
            slug=f"case-{number}", by=by, now=NOW + timedelta(milliseconds=number // 4), title=title * 3, event=event
        )


@pytest.mark.parametrize("limit", [1, 2, 5])
@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("-changed", "43210"),
        ("changed", "01234"),
        ("-published", "43210"),
        ("event", "30214"),
        ("-event", "20341"),
        ("title", "13042"),
        ("-title", "24031"),
    ],
)
def test_every_row_comes_once_in_order(five_cases, limit, sort, numbers):
    pages = walk(limit, sort)
    assert [slug[-1] for page in pages for slug in page] == list(numbers)
    assert all(0 < len(page) <= limit for page in pages)


def test_list_without_rows_is_one_empty_page():
    assert walk(10) == [[]]


def test_row_that_changes_meanwhile_is_not_lost_to_who_starts_again(five_cases):
    order = ORDERS["-changed"]
    first = list_by(ANONYMOUS, Wanted(), order, after=None, limit=2)
    publish_case(slug="newcomer", now=NOW + timedelta(hours=1))
    rest = list_by(ANONYMOUS, Wanted(), order, after=first.end, limit=10)
    assert [page.slug for page in rest.rows] == ["case-2", "case-1", "case-0"]
    assert walk(10)[0][0] == "newcomer"


def test_within_a_facet_any_will_do_and_between_facets_all_must(five_cases):
    Topic.objects.create(slug="biometrics", name="Biometrics")
    publish_case(slug="other", topics=[{"slug": "biometrics"}], jurisdictions=["EU"])

    def found(**chosen):
        return {slug for page in walk(9, wanted=Wanted(narrowed=narrowing(chosen))) for slug in page}

    assert found(**{Facet.TOPIC: ["biometrics"]}) == {"other"}
    assert len(found(**{Facet.TOPIC: ["biometrics", "creative-labour"]})) == 6
    assert found(**{Facet.TOPIC: ["creative-labour"], Facet.JURISDICTION: ["EU"]}) == set()
    assert len(found(**{Facet.PARTY: ["openai"], Facet.ROLE: ["developer"]})) == 6
    assert found(**{Facet.PARTY: ["openai"], Facet.ROLE: ["regulator"]}) == set()


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(terms=("mit-ai-risk/6.3",)), 5),
        (Wanted(terms=("mit-ai-risk@2025-04/6.3",)), 5),
        (Wanted(terms=("mit-ai-risk@2024/6.3",)), 0),
        (Wanted(terms=("mit-ai-risk/3",)), 0),
        (Wanted(frameworks=("mit-ai-risk",)), 5),
        (Wanted(frameworks=("mit-ai",)), 0),
        (Wanted(frameworks=("mit-ai-risk@2025-04",), terms=("mit-ai-risk/6.3",)), 5),
        (Wanted(sources=("wiggers2024", "none2024")), 5),
        (Wanted(sources=("none2024",)), 0),
        (Wanted(updated_since=NOW + timedelta(milliseconds=1)), 1),
        (Wanted(updated_before=NOW + timedelta(milliseconds=1)), 4),
        (Wanted(published_since=NOW), 5),
        (Wanted(event_since=NOW.date().replace(year=2024, month=1, day=1)), 2),
        (Wanted(event_before=NOW.date().replace(year=2024, month=1, day=1)), 1),
    ],
)
def test_other_conditions_narrow_the_list(five_cases, wanted, count):
    assert len(walk(9, wanted=wanted)[0]) == count


def test_words_narrow_any_order_and_rank_by_relevance(five_cases):
    publish_case(slug="cameras", title="Cameras at the harbour")
    assert walk(1, "title", text="harbour") == [["cameras"]]
    found = find_by(ANONYMOUS, Wanted(), "harbour", start=0, limit=5)
    assert ([page.slug for page in found.rows], found.goes_on) == (["cameras"], False)
    first = find_by(ANONYMOUS, Wanted(), "testing", start=0, limit=4)
    second = find_by(ANONYMOUS, Wanted(), "testing", start=4, limit=4)
    assert (len(first.rows), first.goes_on, len(second.rows), second.goes_on) == (4, True, 2, False)
    assert len({page.slug for page in first.rows + second.rows}) == 6
    assert find_by(ANONYMOUS, Wanted(sources=("none2024",)), "testing", start=0, limit=4).rows == []


def test_page_costs_one_query_first_and_last(five_cases, django_assert_num_queries):
    order = ORDERS["-event"]
    with django_assert_num_queries(1):
        first = list_by(ANONYMOUS, Wanted(), order, after=None, limit=4)
    with django_assert_num_queries(1):
        last = list_by(ANONYMOUS, Wanted(terms=("mit-ai-risk/6.3",)), order, after=first.end, limit=4)
        assert [(page.slug, page.edition.number, page.publisher) for page in last.rows] == [("case-1", 1, "Casebook")]
    with django_assert_num_queries(3):
        find_by(ANONYMOUS, Wanted(), "testing", start=0, limit=4)


def test_drafts_and_withdrawn_case_studies_are_left_out():
    make_case(slug="drafted")
    withdraw(publish_case(slug="gone").case_study, by=make_account(), now=NOW, reason="A reason.")
    publish_case(slug="there")
    for sort in ORDERS:
        assert walk(10, sort) == [["there"]]
    assert [page.slug for page in find_by(ANONYMOUS, Wanted(), "leak", start=0, limit=9).rows] == ["there"]
