import pytest

from casestudies.publication.citation import Name, split_name
from tests.publication.citations import make_citation


@pytest.mark.parametrize(
    ("name", "family", "split"),
    [
        ("Ada Writer", "Writer", Name(family="Writer", given="Ada")),
        ("Ana María de la Cruz", "de la Cruz", Name(family="de la Cruz", given="Ana María")),
        ("XU Cheng", "XU", Name(family="XU", given="Cheng")),
        ("Aristotle", "Aristotle", Name(literal="Aristotle")),
        ("Ada Writer", "", Name(literal="Ada Writer")),
    ],
)
def test_name_is_split_where_its_family_name_is_told(name, family, split):
    assert split_name(name, family) == split


def test_name_is_written_as_spoken_and_as_sorted():
    assert [(name.words, name.inverted) for name in make_citation().authors] == [
        ("Ada Writer", "Writer, Ada"),
        ("Office & Sons", "Office & Sons"),
    ]


def test_organisation_keeps_its_name_whole():
    partnership = {"name": "Sons of Office", "family": "Office", "kind": "organisation", "orcid": ""}

    assert make_citation(authors=[partnership]).authors == (Name(literal="Sons of Office", is_organisation=True),)


def test_citation_as_csl_names_edition_and_day():
    assert make_citation().csl() == {
        "id": "door",
        "type": "report",
        "genre": "Case study",
        "title": "When the testers opened the door",
        "author": [{"family": "Writer", "given": "Ada"}, {"literal": "Office & Sons"}],
        "issued": {"date-parts": [[2026, 11, 14]]},
        "edition": "2",
        "publisher": "Casebook",
        "URL": "https://cases.example.org/cases/door/",
        "language": "en",
        "abstract": "What happened.",
        "keyword": "Labour, Testing",
    }


def test_citation_without_authors_is_the_publications():
    assert make_citation(authors=[]).csl()["author"] == [{"literal": "Casebook"}]
