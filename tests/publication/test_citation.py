from datetime import date

import pytest

from casestudies.publication.citation import Name, case_citation, formatted, split_name

ADA = {"name": "Ada Writer", "family": "Writer"}
OFFICE = {"name": "Office & Sons", "family": ""}


def citation(**changes):
    facts = {
        "title": "When the testers opened the door",
        "authors": [ADA, OFFICE],
        "language": "en",
        "publication": "Casebook",
        "edition": 2,
        "published_on": date(2026, 11, 14),
        "url": "https://cases.example.org/cases/door/",
    }
    return case_citation(**(facts | changes))


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


def test_citation_formats_as_apa():
    assert formatted(citation(), "apa") == (
        "Writer, A., &amp; Office &amp; Sons. (2026). <i>When the testers opened the door</i> (2nd ed.) [Case study]. "
        "Casebook. https://cases.example.org/cases/door/"
    )


def test_citation_formats_as_harvard():
    assert formatted(citation(), "harvard-cite-them-right") == (
        "Writer, A. and Office &amp; Sons (2026) <i>When the testers opened the door</i>. 2nd ed. Case study. "
        "Casebook. Available at: https://cases.example.org/cases/door/."
    )


def test_citation_without_authors_is_the_publications():
    assert formatted(citation(authors=[]), "apa").startswith("Casebook. (2026). ")


def test_citation_escapes_a_title_that_looks_like_markup():
    line = formatted(citation(title='<script>alert("1")</script> & <b>more</b>'), "apa")

    assert "<i>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;more&lt;/b&gt;</i>" in line


def test_citation_as_csl_names_edition_and_day():
    assert citation().csl() == {
        "id": "case-study",
        "type": "report",
        "genre": "Case study",
        "title": "When the testers opened the door",
        "author": [{"family": "Writer", "given": "Ada"}, {"literal": "Office & Sons"}],
        "issued": {"date-parts": [[2026, 11, 14]]},
        "edition": "2",
        "publisher": "Casebook",
        "URL": "https://cases.example.org/cases/door/",
        "language": "en",
    }
