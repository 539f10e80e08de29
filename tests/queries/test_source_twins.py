"""Which addresses and DOIs are the same work."""

import pytest

from casestudies.queries.source_twins import Twins, plain_address, plain_doi
from tests.factories import make_source


@pytest.mark.parametrize(
    "same",
    [
        *(
            "http://example.org/a",
            "https://www.example.org/a/",
            "HTTPS://Example.org:443/a#part",
            "http://example.org:80/a",
        ),
        *(
            "https://example.org/a?utm_source=x&utm_medium=y",
            "https://example.org/a/?fbclid=1",
            "https://example.org/%61",
        ),
        *("https://example.org/a/index.html", " https://example.org/a "),
    ],
)
def test_same_page_is_recognised(same):
    assert plain_address(same) == "example.org/a"


@pytest.mark.parametrize(
    "other",
    [
        *(
            "https://example.org/A",
            "https://example.org/a?id=1",
            "https://example.org:8443/a",
            "https://m.example.org/a",
        ),
        *("https://example.org/a/b", "https://example.org/a#!/b", "https://example.com/a"),
    ],
)
def test_another_page_is_another(other):
    assert plain_address(other) != "example.org/a"


def test_strange_addresses_are_no_error():
    assert [plain_address(url) for url in ("", "http://[", "https://a:b/", "mailto:x")] == [
        "",
        "http://[",
        "https://a:b/",
        "mailto:x",
    ]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        *[(text, "10.1000/abc.1") for text in ("10.1000/ABC.1", "doi:10.1000/abc.1", "https://doi.org/10.1000/Abc.1.")],
        *[(text, "10.1000/abc.1") for text in ("http://dx.doi.org/10.1000/abc.1", "DOI: 10.1000/abc.1")],
        *[(text, "") for text in ("", "10.1/x", "https://example.org/10.1000/x", "11.1000/x", "10.1000/a b")],
    ],
)
def test_doi_is_read_however_it_is_written(text, doi):
    assert plain_doi(text) == doi


@pytest.mark.django_db
def test_library_is_asked_once_however_many_works_are_compared(django_assert_num_queries):
    make_source("one", url="https://www.example.org/one/?utm_source=x", doi="10.1000/ONE")
    make_source("two", url="https://doi.org/10.1000/two")

    with django_assert_num_queries(1):
        twins = Twins.of_library()
        found = [
            twins.find({"url": url, "doi": doi})
            for url, doi in [
                ("http://example.org/one", ""),
                ("", "10.1000/one"),
                ("https://dx.doi.org/10.1000/TWO", ""),
                ("https://example.org/three", "10.1000/three"),
            ]
        ]

    assert found == [("one", "address"), ("one", "DOI"), ("two", "DOI"), None]
