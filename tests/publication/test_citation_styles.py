import pytest

from casestudies.publication.citation_styles import STYLES, formatted
from tests.publication.citations import ADA, make_citation

# The same work as each style's own guide has it: names, the title's capitals, edition, day and address.
LINES = {
    "apa": (
        "Writer, A., &amp; Office &amp; Sons. (2026). <i>When the testers opened the door</i> (2nd ed.) [Case study]. "
        "Casebook. https://cases.example.org/cases/door/"
    ),
    "modern-language-association": (
        "Writer, Ada, and Office &amp; Sons. <i>When the Testers Opened the Door</i>. Case study. 2nd ed., Casebook, "
        "14 Nov. 2026, https://cases.example.org/cases/door/."
    ),
    "chicago-author-date": (
        "Writer, Ada, and Office &amp; Sons. 2026. <i>When the Testers Opened the Door</i>. Case study. 2nd ed. "
        "Casebook. https://cases.example.org/cases/door/."
    ),
    "harvard-cite-them-right": (
        "Writer, A. and Office &amp; Sons (2026) <i>When the testers opened the door</i>. 2nd ed. Case study. "
        "Casebook. Available at: https://cases.example.org/cases/door/."
    ),
    "nlm-citation-sequence": (
        "Writer A, Office &amp; Sons. When the testers opened the door [Case study] [Internet]. 2nd ed. Casebook; "
        "2026 Nov. Available from: https://cases.example.org/cases/door/"
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_citation_formats_in_every_style(style):
    assert formatted(make_citation(), style) == LINES[style]


def test_citation_without_authors_is_the_publications():
    assert formatted(make_citation(authors=[]), "apa") == (
        "Casebook. (2026). <i>When the testers opened the door</i> (2nd ed.) [Case study]. "
        "https://cases.example.org/cases/door/"
    )


@pytest.mark.parametrize("style", STYLES)
def test_citation_escapes_a_title_that_looks_like_markup(style):
    line = formatted(make_citation(title='<script>alert("1")</script> & <b>more</b>'), style)

    assert "<script" not in line
    assert "<b>" not in line
    assert "&lt;script&gt;" in line.lower()


@pytest.mark.parametrize("style", ["modern-language-association", "chicago-author-date"])
def test_title_in_another_language_keeps_its_small_letters(style):
    line = formatted(make_citation(title="Quand les testeurs ont ouvert", language="fr", authors=[ADA]), style)

    assert "<i>Quand les testeurs ont ouvert</i>" in line
