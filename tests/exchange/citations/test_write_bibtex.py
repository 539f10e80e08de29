"""BibTeX as other people's programs read it: pybtex, bibtexparser through our own reader."""

import pytest
from pybtex.database import parse_string

from casestudies.enums import SourceType
from casestudies.exchange.citations.bibtex import read_bibtex
from casestudies.exchange.citations.write_bibtex import write_bibtex

ARTICLE = {
    "id": "doe2024",
    "type": "article-journal",
    "title": "50% of AI & the {curly} US\\world_wide: a $5 ~ #1 story",
    "author": [
        {"family": "Doe", "given": "Jane", "suffix": "Jr"},
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"literal": "Office and Sons, Ltd"},
    ],
    "container-title": "Journal of Tests",
    "volume": "3",
    "issue": "4",
    "page": "1–9",
    "DOI": "10.1000/a_b",
    "URL": "https://example.org/a_b?c=%20d&e#f",
    "issued": {"date-parts": [[2024, 11, 26]]},
    "accessed": {"date-parts": [[2025, 1, 2]]},
}


def read_back(item):
    [entry] = read_bibtex(write_bibtex([item]))
    assert entry.problem == ""
    return entry.csl


def test_entry_is_read_by_pybtex():
    entry = parse_string(write_bibtex([ARTICLE]), "bibtex").entries["doe2024"]

    assert entry.type == "article"
    assert [[*person.prelast_names, *person.last_names] for person in entry.persons["author"]] == [
        ["Doe"],
        ["van", "Beethoven"],
        ["{Office and Sons, Ltd}"],
    ]
    assert {name: entry.fields[name] for name in ("journal", "volume", "number", "pages", "year", "month")} == {
        "journal": "Journal of Tests",
        "volume": "3",
        "number": "4",
        "pages": "1--9",
        "year": "2024",
        "month": "November",
    }
    assert (entry.fields["date"], entry.fields["urldate"]) == ("2024-11-26", "2025-01-02")
    assert entry.fields["url"] == ARTICLE["URL"]


def test_capitals_are_kept_and_signs_are_escaped():
    assert (
        r"title = {50\% of {AI} \& the \textbraceleft{}curly\textbraceright{} {US\textbackslash{}world\_wide:} a \$5"
        in write_bibtex([ARTICLE])
    )


@pytest.mark.parametrize("title", ["A lone { brace", "A lone } brace", "}{", "Wo{rd}"])
def test_brace_ends_no_entry(title):
    written = write_bibtex([{"id": "a", "type": "book", "title": title}, {"id": "b", "type": "book", "title": "B"}])

    assert list(parse_string(written, "bibtex").entries) == ["a", "b"]
    assert [entry.csl["title"] for entry in read_bibtex(written)] == [title, "B"]


def test_given_names_make_no_second_author():
    item = {"id": "a", "type": "book", "author": [{"family": "Smith", "given": "Ann and Bob, of Kent"}]}

    assert len(parse_string(write_bibtex([item]), "bibtex").entries["a"].persons["author"]) == 1
    assert read_back(item)["author"] == [{"family": "Smith", "given": "Ann and Bob, of Kent"}]


def test_entry_comes_back_the_same():
    csl = read_back(ARTICLE)

    assert csl["title"] == ARTICLE["title"]
    assert csl["author"] == ARTICLE["author"]
    assert {name: csl[name] for name in ("issued", "accessed", "DOI", "URL")} == {
        name: ARTICLE[name] for name in ("issued", "accessed", "DOI", "URL")
    }


@pytest.mark.parametrize("kind", SourceType.values)
def test_every_type_of_source_makes_an_entry_with_its_publisher(kind):
    item = {"id": "a", "type": kind, "title": "Title", "publisher": "Publisher"}

    assert "Publisher" in write_bibtex([item])
    assert read_back(item)["title"] == "Title"


def test_key_holds_nothing_that_ends_it():
    assert write_bibtex([{"id": "a,b{c}", "type": "book"}]).startswith("@book{a-b-c-")


def test_work_without_a_date_or_with_words_for_one():
    assert "year" not in write_bibtex([{"id": "a", "type": "book", "issued": {}}])
    assert "year = {in spring}" in write_bibtex([{"id": "a", "type": "book", "issued": {"literal": "in spring"}}])
