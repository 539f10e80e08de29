"""Headings within a section skip no level."""

import pytest

from casestudies.readiness.headings import skipped_levels
from tests.readiness.reading import said, with_prose


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ("<h4>Small</h4>", ["Small"]),
        ("<h3>Large</h3><h4>Small</h4>", []),
        ("<h3>Large</h3><h4>Small</h4><h3>Next</h3><h4>Again</h4>", []),
        ("<h4>One</h4><h4>Two</h4>", ["One"]),
    ],
)
def test_small_heading_stands_under_a_larger_one(html, named):
    assert said(skipped_levels, with_prose(html)) == [
        (f"In “Part 1” the small heading “{name}” stands under no larger one.", "sections[0].prose") for name in named
    ]
