"""Plans in addresses: read whatever is typed, written in one way."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.teaching.plan import LONGEST, read_plan
from casestudies.publication.teaching.questions import Question


def question(key, number, *, anchor="pay", kind="analysis", minutes=10):
    heading = anchor.title()
    return Question(key, f"uuid-{key}", number, f"Question {number}?", anchor, heading, kind, minutes)


QUESTIONS = (
    question("aa", 1, anchor="facts", kind="record"),
    question("bb", 2, minutes=15),
    question("cc", 3, anchor="", kind="", minutes=None),
)


def read(query=""):
    return read_plan(parse_qs(query, keep_blank_values=True), QUESTIONS)


def keys(plan):
    return [one.key for one, _minutes in plan.chosen]


def test_plan_without_a_query_is_the_whole_case_as_suggested():
    plan = read()

    assert [(one.key, minutes) for one, minutes in plan.chosen] == [("aa", 10), ("bb", 15), ("cc", 10)]
    assert (plan.total, plan.left, plan.query, plan.is_settled) == (35, None, "", True)


def test_plan_keeps_the_order_of_its_address():
    plan = read("q=cc&q=aa&m-aa=25&length=30")

    assert [(one.key, minutes) for one, minutes in plan.chosen] == [("cc", 10), ("aa", 25)]
    assert (plan.total, plan.left, plan.is_settled) == (35, -5, True)
    assert plan.query == "q=cc&q=aa&m-aa=25&length=30"


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("q=aa&q=bb&q=cc&up=bb", ["bb", "aa", "cc"]),
        ("q=aa&q=bb&q=cc&down=bb", ["aa", "cc", "bb"]),
        ("q=aa&q=bb&q=cc&up=aa", ["aa", "bb", "cc"]),
        ("up=zz", ["aa", "bb", "cc"]),
    ],
)
def test_question_is_moved_and_the_address_then_settled(query, order):
    plan = read(query)

    assert keys(plan) == order
    assert not plan.is_settled
    assert read(plan.query).is_settled


def test_form_that_says_what_the_case_suggests_anyway_leads_to_the_plain_address():
    plan = read("plan=1&q=aa&q=bb&q=cc&m-aa=10&m-bb=15&m-cc=10&length=&section=&kind=")

    assert (plan.query_with_filters, plan.is_settled) == ("", False)


def test_form_with_nothing_chosen_is_an_empty_plan():
    plan = read("plan=1&m-aa=10")

    assert (plan.chosen, plan.total, plan.query) == ((), 0, "plan=1")
    assert read(plan.query).chosen == ()


@pytest.mark.parametrize("value", ["0", "-5", "1.5", "ten", "601", "99999999999999999999", "１０", "\x00"])
def test_minutes_that_are_none_are_said_and_kept_as_typed(value):
    plan = read_plan({"q": ["aa"], "m-aa": [value], "length": ["x"]}, QUESTIONS)

    assert plan.problems["m-aa"] == plan.problems["length"] == f"Give whole minutes, from 1 to {LONGEST}."
    assert plan.typed == {"m-aa": value.strip()[:20], "length": "x"}
    assert plan.total == 10


def test_question_that_the_edition_no_longer_has_is_counted():
    plan = read("q=aa&q=zz")

    assert (keys(plan), plan.gone) == (["aa"], 1)


@pytest.mark.parametrize(
    ("query", "shown"),
    [("section=pay", ["bb"]), ("kind=record", ["aa"]), ("section=.", ["cc"]), ("section=nowhere", ["aa", "bb", "cc"])],
)
def test_filters_choose_what_is_shown_and_not_what_is_planned(query, shown):
    plan = read(query)

    assert [one.key for one in QUESTIONS if plan.shows(one)] == shown
    assert keys(plan) == ["aa", "bb", "cc"]


NAMES = st.sampled_from(["q", "m-aa", "m-bb", "m-zz", "length", "section", "kind", "up", "down", "plan", "utm_source"])
VALUES = st.one_of(st.sampled_from(["aa", "bb", "cc", "zz", "7", "pay", ".", "record", ""]), st.text(max_size=8))


@given(st.dictionaries(NAMES, st.lists(VALUES, min_size=1, max_size=4), max_size=6))
def test_any_address_is_read_and_what_it_settles_to_is_settled(parameters):
    plan = read_plan(parameters, QUESTIONS)
    again = read(plan.query_with_filters)

    assert again.is_settled
    assert (again.chosen, again.length, again.section, again.kind) == (
        plan.chosen,
        plan.length,
        plan.section,
        plan.kind,
    )
