"""The frame: what blocks and what is only missed."""

import pytest

from casestudies.readiness.frame import missed_parts, missing_parts
from tests.readiness.reading import ready, said


@pytest.mark.parametrize(
    ("field", "empty", "message"),
    [
        ("title", "", "The case study has no title."),
        ("summary", "", "The case study has no summary; lists, feeds and partners show it."),
        ("licence", None, "The case study has no licence; nobody would know what they may do with it."),
        ("contributors", [], "Nobody is credited. Add at least one contributor."),
        ("sections", [], "There is no section, so there is nothing to read."),
    ],
)
def test_missing_part_blocks_at_its_field(field, empty, message):
    assert said(missing_parts, ready(**{field: empty})) == [(message, field)]


def test_empty_section_blocks_at_its_prose():
    found = ready()
    found["sections"][1]["prose"] = ""

    assert said(missing_parts, found) == [("The section “Part 2” is empty.", "sections[1].prose")]


@pytest.mark.parametrize(
    ("field", "empty", "message"),
    [
        ("question", "", "The case study asks no policy question."),
        ("questions", [], "There are no discussion questions."),
        ("objectives", [], "There are no learning objectives."),
    ],
)
def test_missed_part_is_a_warning_at_its_field(field, empty, message):
    assert said(missed_parts, ready(**{field: empty})) == [(message, field)]
    assert said(missing_parts, ready(**{field: empty})) == []
