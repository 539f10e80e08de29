"""What the library keeps of an item: as much as can be, never an error, and it says what it left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.exchange.citations.keys import free_key
from casestudies.exchange.citations.source_item import take

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
VARIABLES = [
    "type",
    "title",
    "author",
    "issued",
    "URL",
    "DOI",
    "page",
    "language",
    "editor",
    "accessed",
    "ISBN",
    "custom",
]


def test_item_is_taken_field_by_field():
    taken = take(
        {
            "id": "http://zotero.org/users/1/items/X",
            "type": "journal-article",
            "title": "On <i>this</i>\n and that",
            "container-title": "Journal",
            "author": [
                {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la", "suffix": "Jr."},
                {"name": "WHO"},
                {"literal": "OpenAI"},
            ],
            "issued": {"date-parts": [["2024", "2", "30"]]},
            "DOI": "https://doi.org/10.1000/ABC",
            "URL": "https://example.org/x",
            "language": "en-US",
            "abstract": "Somebody's text",
            "note": "mine",
            "ISSN": "1234-5678",
            "editor": [{"family": "Ed", "affiliation": [{"name": "x"}]}],
            "accessed": {"date-parts": [[2024, 12, 1]]},
            "is-referenced-by-count": 3,
        }
    )

    assert (taken.problem, taken.left) == ("", [])
    assert taken.item == {
        "type": "article-journal",
        "title": "On this and that",
        "container_title": "Journal",
        "publisher": "",
        "volume": "",
        "issue": "",
        "page": "",
        "url": "https://example.org/x",
        "doi": "10.1000/abc",
        "language": "en-US",
        "year": 2024,
        "month": 2,
        "day": None,
        "authors": [
            {"family": "de la Cruz", "given": "Ana, Jr.", "literal": ""},
            {"family": "", "given": "", "literal": "WHO"},
            {"family": "", "given": "", "literal": "OpenAI"},
        ],
        "extra": {
            "ISSN": "1234-5678",
            "editor": [{"family": "Ed"}],
            "accessed": {"date-parts": [[2024, 12, 1]]},
        },
    }


@pytest.mark.parametrize(
    ("csl", "left"),
    [
        ({"type": "graphic"}, "its type “graphic”, taken as another document"),
        ({"URL": "javascript:alert(1)"}, "its address, which is not one of the web’s"),
        ({"URL": "https://localhost\\@evil/"}, "its address, which is not one of the web’s"),
        ({"DOI": "11.1000/x"}, "its DOI, which is not whole"),
        ({"issued": {"literal": "last spring"}}, "its date"),
        ({"publisher": "x" * 400}, "the end of its publisher"),
        ({"author": "nobody"}, "its authors"),
    ],
)
def test_what_was_left_is_told(csl, left):
    taken = take({"type": "book", "title": "T"} | csl)

    assert (taken.problem, taken.left) == ("", [left])


def test_work_without_a_title_is_not_usable():
    assert take({"type": "book", "title": " \n"}).problem == "It has no title."


def test_doi_in_the_address_counts_as_its_doi():
    assert take({"title": "T", "URL": "https://dx.doi.org/10.1000/X%2Fy"}).item["doi"] == "10.1000/x/y"


@given(st.dictionaries(st.sampled_from(VARIABLES), JSON, max_size=6))
def test_nothing_that_json_can_hold_is_an_error(csl):
    take(csl)


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"authors": [{"family": "Müller-Łoś"}], "year": 2024, "title": "The “Sora” leak"}, "mullerlos2024sora"),
        ({"authors": [{"literal": "World Health Organization"}], "title": "Report"}, "worldreport"),
        ({"authors": [], "container_title": "TechCrunch", "year": 2024, "title": "On it"}, "techcrunch2024on"),
        ({"authors": [], "title": "東京"}, "anonwork"),
        ({"authors": [{"family": "Li"}], "year": 1, "title": "Taken"}, "li1taken-3"),
    ],
)
def test_key_is_author_year_word(item, key):
    assert free_key(item, {"li1taken", "li1taken-2"}) == key
