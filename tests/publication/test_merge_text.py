import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.merge_text import merge_items, merge_lines, merge_prose

BASE = "<p>One.</p><p>Two.</p><p>Three.</p>"


def test_changes_of_different_paragraphs_are_put_together():
    mine = "<p>One, by me.</p><p>Two.</p><p>Three.</p>"
    theirs = "<p>One.</p><p>Two.</p><p>Three, by them.</p><ul><li><p>More</p></li></ul>"

    assert merge_prose(BASE, mine, theirs) == (
        "<p>One, by me.</p><p>Two.</p><p>Three, by them.</p><ul><li><p>More</p></li></ul>"
    )


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("<p>One.</p><p>Mine.</p><p>Three.</p>", "<p>One.</p><p>Theirs.</p><p>Three.</p>"),
        ("<p>One.</p><p>Mine.</p><p>Three.</p>", "<p>One.</p><p>Two.</p><p>Theirs.</p>"),
        (BASE + "<p>Mine.</p>", BASE + "<p>Theirs.</p>"),
        ("<p>One.</p><p>Three.</p>", "<p>One.</p><p>Theirs.</p><p>Three.</p>"),
    ],
    ids=["same paragraph", "side by side", "both at the end", "removed and changed"],
)
def test_changes_that_meet_are_left_to_a_person(mine, theirs):
    assert merge_prose(BASE, mine, theirs) is None


def test_the_same_change_on_both_sides_is_made_once():
    assert merge_lines("a\nb", "a\nc", "a\nc") == "a\nc"


LISTS = st.lists(st.sampled_from("abcd"), max_size=6)


@given(LISTS, LISTS)
def test_when_one_side_alone_changed_anything_the_result_is_that_side(base, changed):
    assert merge_items(base, changed, base) == changed
    assert merge_items(base, base, changed) == changed
    assert merge_items(base, changed, changed) == changed
