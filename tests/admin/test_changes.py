"""What differs between two states, in words."""

from casestudies.admin.changes import changed_parts


def state(*sections, **parts):
    return {
        "title": "The leak",
        "sections": [{"uuid": u, "heading": u.upper(), "prose": p} for u, p in sections],
    } | parts


def test_changed_parts_of_the_same_state_are_none():
    assert changed_parts(state(("a", "1")), state(("a", "1"))) == []


def test_changed_parts_name_fields_sections_and_their_order():
    before = state(("a", "1"), ("b", "2"), ("c", "3"))
    after = state(("b", "2"), ("a", "changed"), ("d", "4"), title="The access")

    assert changed_parts(before, after) == [
        "title",
        "the section “A”",
        "the new section “D”",
        "the removed section “C”",
        "the order of the sections",
    ]


def test_changed_parts_do_not_take_an_added_section_for_a_new_order():
    assert changed_parts(state(("a", "1"), ("b", "2")), state(("a", "1"), ("n", "0"), ("b", "2"))) == [
        "the new section “N”"
    ]
