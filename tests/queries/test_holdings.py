"""Who is behind: what was corrected or withdrawn since, and since when."""

from datetime import timedelta

import pytest

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import EditionKind
from casestudies.models import Holding
from casestudies.queries.holdings import behind, titled, with_standing
from tests.factories import (
    NOW,
    correct_case,
    make_account,
    make_holding,
    make_partner,
    publish_approved,
    publish_case,
    revise_case,
)

pytestmark = pytest.mark.django_db


def found():
    return [(row.edition.number, row.correction, row.behind_since, row.withdrawn_at) for row in behind()]


def later(hours):
    return NOW + timedelta(hours=hours)


def test_who_carries_an_older_text_is_behind_since_the_first_correction_that_it_lacks():
    first = publish_case()
    second = correct_case(first, now=later(1), text="One.")
    third = correct_case(second, now=later(2), text="Two.")
    for edition in (first, second, third):
        make_holding(edition, url=f"https://partner.example/{edition.number}")

    assert found() == [(1, 3, later(1), None), (2, 3, later(2), None)]


def test_an_update_makes_nobody_behind():
    first = publish_case()
    make_holding(first)
    revise_case(first.case_study, text="More.")
    publish_approved(
        first.case_study, by=make_account(), now=later(1), kind=EditionKind.UPDATE, change_note="More is told."
    )

    assert found() == []


def test_who_carries_a_withdrawn_text_is_behind_until_it_is_reinstated():
    edition = publish_case()
    make_holding(edition)
    by = make_account()
    withdraw(edition.case_study, by=by, now=later(1), reason="Wrong.")
    assert found() == [(1, None, later(1), later(1))]

    reinstate(edition.case_study, by=by, now=later(2), reason="Right.")
    assert found() == []
    withdraw(edition.case_study, by=by, now=later(3), reason="Wrong after all.")
    assert found() == [(1, None, later(3), later(3))]


def test_who_took_the_text_down_or_is_no_partner_any_more_is_not_behind():
    edition = publish_case()
    make_holding(edition, edition=None)
    make_holding(edition, partner=make_partner("Former", is_active=False))
    correct_case(edition, now=later(1))
    withdraw(edition.case_study, by=make_account(), now=later(2), reason="Wrong.")

    assert found() == []


def test_another_case_studys_correction_concerns_nobody_else():
    make_holding(publish_case())
    correct_case(publish_case(), now=later(1))

    assert found() == []


def test_a_list_of_any_length_is_one_query(django_assert_num_queries):
    for number in range(3):
        make_holding(publish_case(title=f"Case {number}"), url=f"https://partner.example/{number}")

    with django_assert_num_queries(1):
        rows = with_standing(titled(Holding.objects.all()))
        titles = {row.case_study.public_state.edition.title for row in rows if row.partner.name and row.edition.number}
    assert titles == {"Case 0", "Case 1", "Case 2"}
