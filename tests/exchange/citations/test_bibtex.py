"""BibTeX: accents, names, bodies, dates, and entries that are not whole."""

import pytest

from casestudies.exchange.citations.bibtex import read_bibtex
from casestudies.exchange.citations.latex import plain

FILE = r"""
@comment{made by a program}
@string{tc = "TechCrunch"}
@article{one,
  author = {M{\"u}ller, J{\'o}zef and {World Health Organization} and de la Cruz, Jr., Ana and others},
  title = {The {AI} {\L}{\'o}d{\'z} 50\% of ``things'' --- and 100% more},
  journal = tc, year = 2024, month = nov, number = {3}, pages={1--10}, doi={https://doi.org/10.1000/ABC_d},
  url = {https://example.org/a\_b?x=1\&y=2}, urldate = {2024-12-01}
}
@book{broken, title = {No end
@misc{same, title={Second}, title={twice}, howpublished={\url{https://example.org/two}}}
@misc{same, title={Another under that key}}
@techreport{r, title={Report}, institution={An Institute}, date={2023-05}, number={7}}
"""


def entries():
    return {entry.where: entry for entry in read_bibtex(FILE)}


def test_article_is_read_without_its_latex():
    assert entries()["line 4"].csl == {
        "type": "article-journal",
        "title": "The AI Łódź 50% of “things” — and 100% more",
        "container-title": "TechCrunch",
        "page": "1–10",
        "issue": "3",
        "DOI": "https://doi.org/10.1000/ABC_d",
        "URL": "https://example.org/a_b?x=1&y=2",
        "issued": {"date-parts": [[2024, 11]]},
        "accessed": {"date-parts": [[2024, 12, 1]]},
        "author": [
            {"family": "Müller", "given": "Józef"},
            {"literal": "World Health Organization"},
            {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la", "suffix": "Jr."},
        ],
    }


def test_entry_that_is_not_whole_is_named_by_its_line_and_stops_nothing():
    found = entries()

    assert [entry.where for entry in found.values() if entry.problem] == ["line 10"]
    assert found["line 10"].problem.startswith("It is not whole BibTeX: @book{broken")
    assert [entry.csl["title"] for entry in found.values() if not entry.problem][1:] == [
        "Second",
        "Another under that key",
        "Report",
    ]
    assert found["line 11"].csl["URL"] == "https://example.org/two"
    assert found["line 13"].csl == {
        "type": "report",
        "title": "Report",
        "publisher": "An Institute",
        "number": "7",
        "issued": {"date-parts": [[2023, 5]]},
    }


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'E}tat d'urgence", "État d'urgence"),
        (r"\c{C}a va", "Ça va"),
        (r"\ss tra{\ss}e", "ßtraße"),
        (r"\textit{In} \emph{vitro}", "In vitro"),
        (r"R\&D", "R&D"),
        ("A 50% rise", "A 50% rise"),
        ("{" * 200 + "deep" + "}" * 200, "deep"),
        (r"unclosed {brace \and", "unclosed brace"),
        ("a_b $x^2$", "a_b x^2"),
    ],
)
def test_latex_becomes_text(latex, text):
    assert plain(latex) == text


@pytest.mark.parametrize(
    "text", ["@", "@article", "@article{", "@article{}", "@article{a,}", "@@@{{{", "@article{a, title={" + "{" * 5000]
)
def test_half_an_entry_is_no_error(text):
    list(read_bibtex(text))
