"""What readers type, as search reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.queries.search.language import LONGEST_QUERY, MOST_PARTS, Part, Query, parse


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("", [], []),
        ("  -  “” ' ", [], []),
        ("leak", [Part(("leak",), is_open=True)], []),
        ("Sora LEAK", [Part(("sora",)), Part(("leak",), is_open=True)], []),
        ("leak leak", [Part(("leak",)), Part(("leak",), is_open=True)], []),
        ("“time off” task", [Part(("time", "off"), is_quoted=True), Part(("task",), is_open=True)], []),
        ('"unclosed phrase', [Part(("unclosed", "phrase"), is_quoted=True)], []),
        ("AI-Act", [Part(("ai", "act"), is_open=True)], []),
        ("2024/1689", [Part(("2024", "1689"), is_open=True)], []),
        ("a", [Part(("a",))], []),
        ("leak -police", [Part(("leak",), is_open=True)], [Part(("police",))]),
        ('-"heat list" −camera', [], [Part(("heat", "list"), is_quoted=True), Part(("camera",))]),
        ("NOT AND OR", [Part(("not",)), Part(("and",)), Part(("or",), is_open=True)], []),
    ],
)
def test_query_is_read_as_typed(text, wanted, unwanted):
    assert parse(text) == Query(tuple(wanted), tuple(unwanted))


def test_query_says_what_could_be_typed_for_it():
    query = parse("Léak “time off” AI-Act -police")

    assert query.text == 'leak "time off" "ai act" -police'
    assert parse(query.text).unwanted == query.unwanted


@given(st.text(max_size=3 * LONGEST_QUERY))
def test_anything_at_all_is_a_query_of_bounded_size(text):
    query = parse(text)

    assert len(query.wanted) + len(query.unwanted) <= MOST_PARTS
    assert all(word.isalnum() for part in (*query.wanted, *query.unwanted) for word in part.words)
