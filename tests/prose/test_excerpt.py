"""Words that were looked for are found whatever their accents, and marked where they stand."""

import pytest

from casestudies.prose.excerpt import excerpt, search_words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("  Leak  OF ", ["leak", "of"]),
        ("Müller müller", ["muller"]),
        ("testers’ two–day", ["testers'", "two-day"]),
        ('"open letter" Tests', ["open letter", "tests"]),
        ("“open  letter”", ["open letter"]),
        ('an open"', ["an", "open"]),
        ("100% a_b \x00\ufffe", ["100%", "a_b"]),
        ('""', []),
    ],
)
def test_search_words_are_folded_words_and_quoted_phrases(typed, words):
    assert search_words(typed) == words


def test_search_words_are_at_most_so_many():
    assert search_words("a b c d", most=2) == ["a", "b"]


def test_excerpt_marks_every_word_where_it_stands():
    assert excerpt("In Łódź the straße was closed.", ["lodz", "strasse"]) == [
        (False, "In "),
        (True, "Łódź"),
        (False, " the "),
        (True, "straße"),
        (False, " was closed."),
    ]


def test_excerpt_of_a_long_text_is_cut_at_words_around_the_first_hit():
    text = "before " * 60 + "the needle is here " + "after " * 60

    pieces = excerpt(text, ["needle"])

    said = "".join(piece for _is_hit, piece in pieces)
    assert (True, "needle") in pieces
    assert said.startswith("… before ")
    assert said.endswith(" after …")
    assert len(said) < 300


def test_excerpt_finds_apostrophes_and_dashes_however_they_are_set():
    assert excerpt("The testers’ two–day trial.", ["testers'", "two-day"])[1::2] == [
        (True, "testers’"),
        (True, "two–day"),
    ]


def test_excerpt_without_a_hit_is_empty():
    assert excerpt("Nothing of the kind.", ["needle"]) == []


def test_excerpt_marks_words_that_overlap_once():
    assert excerpt("testers", ["test", "testers", "ers"]) == [(True, "test"), (True, "ers")]
