"""What the case study's form costs: as many queries for 100 sections and 200 references as for a few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.admin.forms import address, open_form, save
from tests.big_case import make_big_case
from tests.factories import make_member

pytestmark = pytest.mark.django_db

MOST_BYTES = 3_000_000


def queries_of(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_form_takes_the_same_queries_for_1_and_for_100_sections(desk, editor):
    small = make_big_case(by=editor, sections=1, references=1, slug="small")
    large = make_big_case(by=editor, sections=100, references=200)
    desk.get(address(small))
    pages = []

    one = queries_of(lambda: pages.append(desk.get(address(small))))
    many = queries_of(lambda: pages.append(desk.get(address(large))))

    assert many == one
    assert len(pages[-1].content) < MOST_BYTES


def test_save_takes_the_same_queries_for_1_and_for_60_rows(desk, editor):
    small = make_big_case(by=editor, sections=1, references=1, slug="small")
    large = make_big_case(by=editor, sections=20, references=40)
    costs = []
    for case_study in (small, large):
        fields = open_form(desk, case_study) | {"title": "Another title"}
        costs.append(queries_of(lambda sent=fields, draft=case_study: save(desk, draft, sent)))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("page", ["readiness", "submit", "publish"])
def test_pages_beside_the_form_take_the_same_queries_too(desk, editor, page):
    small = make_big_case(by=editor, sections=1, references=1, slug="small")
    large = make_big_case(by=editor, sections=20, references=40)
    desk.get(address(small, page))

    one = queries_of(lambda: desk.get(address(small, page)))

    assert queries_of(lambda: desk.get(address(large, page))) == one


def test_submit_page_takes_the_same_queries_for_1_and_for_5_editors(desk, editor):
    case_study = make_big_case(by=editor, sections=1, references=1, slug="small")
    make_member("Editor")
    one = queries_of(lambda: desk.get(address(case_study, "submit")))
    for _ in range(4):
        make_member("Editor")

    assert queries_of(lambda: desk.get(address(case_study, "submit"))) == one
