from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.merge import ADDED, ORDER, ROW, Side, State, compare, merged, undecided

BASE = State(
    {"title": "The leak", "summary": "In brief."},
    {"sections": {"a": {"heading": "A", "prose": "<p>a</p>"}, "b": {"heading": "B", "prose": "<p>b</p>"}}},
)


def state(title="The leak", summary="In brief.", **sections):
    rows = sections.get("rows", BASE.parts["sections"])
    return State({"title": title, "summary": summary}, {"sections": rows})


def rows(order="ab", **prose):
    names = order.split() if " " in order else list(order)
    return {name: {"heading": name.upper(), "prose": prose.get(name, f"<p>{name}</p>")} for name in names}


def decide(mine, theirs, choices=None, base=BASE):
    differences = compare(mine, theirs, base)
    return merged(mine, theirs, differences, choices or {})


def test_field_that_one_side_changed_is_that_sides():
    mine, theirs = state(title="Mine"), state(summary="Theirs.")

    assert [(found.id, found.suggested) for found in compare(mine, theirs, BASE)] == [
        ("::title", Side.MINE),
        ("::summary", Side.THEIRS),
    ]
    assert decide(mine, theirs) == state(title="Mine", summary="Theirs.")


def test_field_that_both_changed_alike_is_no_difference():
    assert compare(state(title="Better"), state(title="Better"), BASE) == []


def test_field_that_both_changed_must_be_decided():
    mine, theirs = state(title="Mine"), state(title="Theirs")
    differences = compare(mine, theirs, BASE)

    assert [found.id for found in undecided(differences, {})] == ["::title"]
    assert undecided(differences, {"::title": Side.THEIRS}) == []
    assert decide(mine, theirs, {"::title": Side.THEIRS}).frame["title"] == "Theirs"
    assert decide(mine, theirs, {"::title": "Both of them"}).frame["title"] == "Both of them"
    assert decide(mine, theirs, {"::title": ""}).frame["title"] == ""
    assert decide(mine, theirs).frame["title"] == "Mine"


def test_without_a_known_base_every_difference_must_be_decided():
    mine, theirs = state(title="Mine", rows=rows("ab", a="<p>my</p>")), state(rows=rows("ba"))

    assert [found.suggested for found in compare(mine, theirs, None)] == [None] * 3


def test_rows_that_both_sides_added_are_all_kept():
    mine, theirs = state(rows=rows("a +m b")), state(rows=rows("a t b"))
    differences = compare(mine, theirs, BASE)

    assert [(found.id, found.suggested) for found in differences] == [
        ("sections:+m:", Side.MINE),
        ("sections:t:", Side.THEIRS),
    ]
    assert list(decide(mine, theirs).parts["sections"]) == ["a", "+m", "t", "b"]


def test_row_that_is_only_mine_is_kept_without_a_base():
    (found,) = compare(state(rows=rows(f"a b {ADDED}m")), state(), None)
    assert found.suggested == Side.MINE


def test_row_that_they_removed_and_i_left_alone_goes():
    mine, theirs = state(), state(rows=rows("a"))
    assert list(decide(mine, theirs).parts["sections"]) == ["a"]


def test_row_that_they_removed_and_i_changed_must_be_decided():
    mine, theirs = state(rows=rows("ab", b="<p>Hours of work.</p>")), state(rows=rows("a"))
    (found,) = compare(mine, theirs, BASE)

    assert (found.field, found.suggested, found.theirs) == (ROW, None, None)
    assert decide(mine, theirs, {found.id: Side.MINE}) == mine
    assert decide(mine, theirs, {found.id: Side.THEIRS}) == theirs
    assert decide(mine, theirs) == mine


def test_row_that_i_removed_and_they_changed_must_be_decided():
    mine, theirs = state(rows=rows("a")), state(rows=rows("ab", b="<p>Theirs.</p>"))
    (found,) = compare(mine, theirs, BASE)

    assert (found.field, found.suggested, found.mine) == (ROW, None, None)
    assert decide(mine, theirs, {found.id: Side.THEIRS}) == theirs


def test_order_that_one_side_changed_is_taken_with_what_the_other_wrote():
    mine, theirs = state(rows=rows("ba")), state(rows=rows("a t b", a="<p>Theirs.</p>"))
    differences = compare(mine, theirs, BASE)

    assert {found.id: found.suggested for found in differences}[f"sections::{ORDER}"] == Side.MINE
    result = decide(mine, theirs).parts["sections"]
    assert list(result) == ["b", "a", "t"]
    assert result["a"]["prose"] == "<p>Theirs.</p>"


def test_order_that_both_changed_must_be_decided():
    three = State(BASE.frame, {"sections": rows("abc")})
    mine, theirs = state(rows=rows("bac")), state(rows=rows("acb"))
    (found,) = compare(mine, theirs, three)

    assert (found.field, found.suggested) == (ORDER, None)
    assert list(decide(mine, theirs, {found.id: Side.THEIRS}, three).parts["sections"]) == ["a", "c", "b"]


VALUES = st.sampled_from(["", "one", "two", "three"])
PART = st.lists(st.sampled_from("abcdef"), unique=True).flatmap(
    lambda keys: st.fixed_dictionaries({key: st.fixed_dictionaries({"x": VALUES, "y": VALUES}) for key in keys})
)
STATES = st.builds(
    lambda title, first, second: State({"title": title}, {"first": first, "second": second}), VALUES, PART, PART
)


def ordered(found):
    return found.frame, [(part, list(rows.items())) for part, rows in found.parts.items()]


@given(STATES, STATES)
def test_when_one_side_alone_changed_anything_the_result_is_that_side(base, changed):
    for mine, theirs in ((changed, base), (base, changed)):
        differences = compare(mine, theirs, base)
        assert undecided(differences, {}) == []
        assert ordered(merged(mine, theirs, differences, {})) == ordered(changed)


@given(STATES, STATES, STATES)
def test_choosing_one_side_everywhere_gives_that_sides_values(base, mine, theirs):
    differences = compare(mine, theirs, base)
    for side, wanted in ((Side.MINE, mine), (Side.THEIRS, theirs)):
        result = merged(mine, theirs, differences, {found.id: side for found in differences})
        assert result == wanted


@given(STATES, STATES)
def test_no_row_and_no_value_of_mine_is_dropped_unasked(mine, theirs):
    result = merged(mine, theirs, compare(mine, theirs, None), {})
    assert all(result.parts[part][key] == row for part, rows in mine.parts.items() for key, row in rows.items())
