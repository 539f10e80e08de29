import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from casestudies.admin.citation_text import format_citations, parse_citations
from casestudies.prose.characters import tidy_line

keys = st.from_regex(r"\A[a-z0-9][a-z0-9_.:-]{1,20}[a-z0-9]\Z")
locators = st.text(max_size=40).map(tidy_line)
citations = st.lists(st.fixed_dictionaries({"key": keys, "locator": locators}), unique_by=lambda item: item["key"])


def test_parse_citations_reads_keys_and_places():
    assert parse_citations(" wiggers2024 , p. 3, note 2;ars2024 ; ") == [
        {"key": "wiggers2024", "locator": "p. 3, note 2"},
        {"key": "ars2024", "locator": ""},
    ]


def test_parse_citations_of_nothing_is_empty():
    assert parse_citations("  ;; ") == []


def test_parse_citations_drops_repeats_but_keeps_other_places():
    assert parse_citations("ars2024; ars2024, p. 2; ars2024") == [
        {"key": "ars2024", "locator": ""},
        {"key": "ars2024", "locator": "p. 2"},
    ]


@given(citations)
def test_a_line_is_read_back_as_it_was_written(items):
    assert parse_citations(format_citations(items)) == items


@given(citations)
def test_what_the_script_writes_is_read_the_same(items):
    assert parse_citations(json.dumps(items)) == items


@pytest.mark.parametrize(
    ("text", "named"),
    [("Wiggers 2024", "Wiggers 2024"), ("ars2024; ß", "ß"), (", p. 3", "“”"), ('[{"key":"A b"}]', "A b")],
)
def test_parse_citations_names_what_is_no_key(text, named):
    with pytest.raises(ValidationError, match=named):
        parse_citations(text)


@pytest.mark.parametrize("text", ["[", "[1]", '[{"key":1}]', '[{"key":"ars2024","locator":[]}]', "[" * 100_000])
def test_parse_citations_refuses_json_of_another_shape(text):
    with pytest.raises(ValidationError, match="Choose them again"):
        parse_citations(text)
