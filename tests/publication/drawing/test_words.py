import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.drawing.words import cut, width_of, wrap


@given(st.text(max_size=80), st.floats(20, 400))
def test_cut_words_fit_and_whole_ones_stay_whole(words, width):
    shorter = cut(words, width, 13)

    assert width_of(shorter, 13) <= width
    if width_of(words, 13) <= width:
        assert shorter == words


def test_words_are_cut_between_words_where_that_is_possible():
    assert cut("California signs AB 2602 and AB 1836", 140, 13) == "California signs…"
    assert cut("Donaudampfschifffahrtsgesellschaft", 100, 13) == "Donaudamp…"


def test_wrapped_words_are_all_there_or_cut_on_the_last_line():
    assert wrap("one two three four", 60, 13, most=4) == ["one two", "three", "four"]
    assert wrap("one two three four", 60, 13, most=2) == ["one two", "three…"]
    assert wrap("", 60, 13, most=2) == []


@pytest.mark.parametrize(
    ("words", "at_100"),  # as Chromium measures them in DejaVu Sans
    [("The petition passes 600 signatures", 1753), ("WMW@%", 395), ("illicit jilt", 336), ("Żółw", 258)],
)
def test_width_is_never_less_than_the_widest_font_needs(words, at_100):
    assert at_100 <= width_of(words, 100) <= at_100 * 1.35
