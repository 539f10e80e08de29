"""The words of a text as search counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.prose.words import LONGEST_WORD, folded_words, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The leak", ["the", "leak"]),
        ("L’Île-d’Yeu", ["l", "ile", "d", "yeu"]),
        ("Łódź, Straße, SØRENSEN", ["lodz", "strasse", "sorensen"]),
        ("O\u0323\u0300ro\u0323\u0300", ["oro"]),
        ("2024/1689 v2", ["2024", "1689", "v2"]),
        ("東京の AI", ["東", "京", "の", "ai"]),
        ("snake_case ½", ["snake", "case", "12"]),
        ("… – “”", []),
    ],
)
def test_words_are_what_is_looked_for_however_it_is_set(text, found):
    assert folded_words(text) == found


@given(st.text())
def test_words_are_letters_and_digits_and_stand_where_they_say(text):
    for word in words(text):
        assert 0 < len(word.folded) <= LONGEST_WORD
        assert word.folded.isalnum()
        assert folded_words(text[word.start : word.end])[0] == word.folded
