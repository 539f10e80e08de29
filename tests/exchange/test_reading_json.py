"""JSON is read as the standard library reads it, with lines, and what is not JSON is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.exchange.problems import FilesRefused
from casestudies.exchange.reading_json import read_json
from tests.exchange.strategies import json_values


@given(json_values, st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_json_is_read_as_the_standard_library_reads_it(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert read_json(text, "file.json").value == json.loads(text)


def test_every_part_knows_its_line():
    loaded = read_json('[\n {"a": 1,\n  "b": [\n   2, 3\n  ]\n }\n]\n', "file.json")
    assert loaded.lines == {
        (): 1, (0,): 2, (0, "a"): 2, (0, "b"): 3, (0, "b", 0): 4, (0, "b", 1): 4
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it ends too early"),
        ("[1,\n", "it ends too early"),
        ("[1,]", "a value was expected, not “]”"),
        ("[1 2]", "“,” was expected"),
        ('{"a" 1}', "“:” was expected"),
        ("{a: 1}", "a member's name in double quotes was expected"),
        ('{"a": 1,}', "a member's name in double quotes was expected"),
        ("[] []", "there is something after the end"),
        ("[NaN]", "a value was expected, not “N”"),
        ("[01]", "a value was expected, not “0”"),
        ("[1" + "0" * 30 + "]", "a value was expected, not “1”"),
        ('["a\nb"]', "invalid control character"),
        ('["\\q"]', "invalid \\escape"),
        ('["open]', "unterminated string starting"),
        ("[" * 100, "it is nested too deeply"),
    ],
)
def test_what_is_not_json_is_refused(text, reason):
    with pytest.raises(FilesRefused) as refused:
        read_json(text, "file.json")
    assert [problem.reason for problem in refused.value.problems] == [f"this is not JSON as used here: {reason}"]
