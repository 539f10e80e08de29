"""YAML is written so that it comes back, and read so that nothing is taken for what it is not."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from casestudies.exchange.problems import FilesRefused
from casestudies.exchange.reading_yaml import read_yaml
from casestudies.exchange.writing_yaml import write_yaml
from tests.exchange.strategies import hard_texts

values = st.recursive(
    hard_texts | st.integers(-(10**17), 10**17) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "key", "when"]), inner),
    max_leaves=8,
)


@given(values)
def test_what_is_written_is_read_back(value):
    assert read_yaml(write_yaml(value), "file.yaml").value == value


@given(st.lists(hard_texts, min_size=1))
def test_other_readers_of_yaml_find_the_same_text(texts):
    assert yaml.safe_load(write_yaml(texts)) == texts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "- plain words\n"),
        ("2024-11-26", '- "2024-11-26"\n'),
        ("no", '- "no"\n'),
        ("", '- ""\n'),
        ("two\nlines", "- |-\n  two\n  lines\n"),
        ("one line\n", "- |\n  one line\n"),
        (" leading\nspace", '- " leading\\nspace"\n'),
        ("next\u0085line", '- "next\\Nline"\n'),
        ("line\u2028separator", '- "line\\Lseparator"\n'),
        ("\ufeffmark", '- "\\uFEFFmark"\n'),
        ("words " * 30 + "end", "- >-\n  " + "words " * 18 + "words\n  " + "words " * 10 + "words end\n"),
        ("https://example.org/" + "a" * 200, "- https://example.org/" + "a" * 200 + "\n"),
    ],
)
def test_text_is_written_as_readably_as_it_can_be(text, written):
    assert write_yaml([text]) == written


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Null", "Null"),
        ("2024-11-26", "2024-11-26"),
        ("12:30", "12:30"),
        ("1.0", "1.0"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("007", "007"),
        ("<<", "<<"),
        ("12", 12),
        ("-3", -3),
        ("true", True),
        ("null", None),
        ("~", None),
        ("'12'", "12"),
        ("9" * 40, "9" * 40),
    ],
)
def test_only_null_true_false_and_whole_numbers_are_more_than_text(written, value):
    assert read_yaml(f"- {written}\n", "file.yaml").value == [value]


def test_every_part_knows_its_line():
    loaded = read_yaml("# first\na: 1\nb:\n  - x\n  - c: |\n      one\n      two\n    d: [4,\n      5]\n", "file.yaml")
    assert loaded.lines == {
        (): 2,
        ("a",): 2,
        ("b",): 3,
        ("b", 0): 4,
        ("b", 1): 5,
        ("b", 1, "c"): 5,
        ("b", 1, "d"): 8,
        ("b", 1, "d", 0): 8,
        ("b", 1, "d", 1): 9,
    }
    assert loaded.line(("b", 1, "d", 7, "e")) == 8


def test_lines_count_from_where_the_text_begins_in_its_file():
    with pytest.raises(FilesRefused) as refused:
        read_yaml("a: 1\na: 2\n", "file.md", first_line=11)
    assert str(refused.value) == "file.md:12: “a” is here twice; it stands on line 11 already"


def test_line_separators_inside_text_do_not_shift_the_lines():
    loaded = read_yaml("a: 'x\u2028\u0085y'\nb: 1\n", "file.yaml")
    assert loaded.lines["b",] == 2
