"""Which texts count as the same when one is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.prose.characters import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sørensen", "sorensen"),
        ("Øre", "ore"),
        ("ǾRE", "ore"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Æsop", "aesop"),
        ("Þór", "thor"),
        ("İstanbul", "istanbul"),
        ("ısı", "isi"),
        ("Müller", "muller"),
        ("ﬁne ℡", "fine tel"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("政策 ガイド", "政策 カイト"),
        ("", ""),
    ],
)
def test_fold_leaves_no_case_and_no_accent(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_fold_of_what_is_folded_is_the_same(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_finds_a_text_in_capitals_and_in_either_form(text):
    assert fold(text.casefold()) == fold(text)
