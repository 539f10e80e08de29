"""Text made fit to print."""

import pytest

from casestudies.exchange.handout.printable import printable


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Plain – “text”, naïve, 日本語\n\tand more", "Plain – “text”, naïve, 日本語\n\tand more"),
        ("a\x00\x0b\x1fb\uffffc", "abc"),
        ("Cut \U0001f3ac!", "Cut [clapper board]!"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "[man, woman, girl]"),
        ("\U0001f44d\U0001f3fd", "[thumbs up sign]"),
        ("\U0001faff", "[emoji]"),
    ],
)
def test_string_keeps_what_can_be_printed(text, printed):
    assert printable({"rows": [[text, 1, None, True]]}) == {"rows": [[printed, 1, None, True]]}
