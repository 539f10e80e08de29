import pytest

from casestudies.publication.bibliography import csl_date_in_words, names_in_words, source_entry
from tests.publication.sample_snapshot import issued, source


def entry(**more):
    more.setdefault("type", "webpage")
    more.setdefault("title", "A title")
    return source_entry(source("a-key", **more), anchor="source-1", number=1, places=())


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        ([{"literal": "The Office"}], "The Office"),
        ([{"family": "Writer", "given": "Ada"}, {"family": "Editor"}], "Ada Writer and Editor"),
        ([{"literal": name} for name in "ABC"], "A, B and C"),
        ([{"literal": name} for name in "ABCDEFG"], "A, B, C and others"),
        ([{"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la"}, {}], "Ana de la Cruz"),
    ],
)
def test_names_are_written_as_a_sentence_would(names, words):
    assert names_in_words(names) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (issued(2024), "2024"),
        (issued(2024, 11), "November 2024"),
        (issued(2024, 11, 26), "26 November 2024"),
        ({"date-parts": [[2024, 11, 26], [2024, 12, 1]]}, "26 November to 1 December 2024"),
        ({"date-parts": [["2024", "11"]], "circa": True}, "about November 2024"),
        ({"date-parts": [[2024, 13]], "literal": "late 2024"}, "late 2024"),
        ({"raw": "Spring 2024"}, "Spring 2024"),
    ],
)
def test_csl_dates_are_written_as_exactly_as_they_are_known(value, words):
    assert csl_date_in_words(value) == words


def test_entry_without_a_date_says_undated():
    assert entry().published == "undated"


def test_entry_with_a_doi_and_no_address_leads_to_the_doi():
    assert entry(DOI="10.1000/182").url == "https://doi.org/10.1000/182"


def test_entry_leads_to_no_dangerous_address():
    archived = {"url": "javascript:alert(2)", "on": "2024-11-26"}

    shown = entry(URL="javascript:alert(1)", archived=archived)

    assert (shown.url, shown.archive_url) == ("", "")


def test_entry_of_an_unknown_check_is_not_checked():
    assert entry(source_check="believed").check_words == "No reading of the whole source is recorded"


def test_entry_names_the_container_with_volume_issue_and_pages():
    shown = entry(type="article-journal", volume="3", issue="2", page="4–9", **{"container-title": "A Journal"})

    assert (shown.where, shown.in_container) == ("A Journal, vol. 3, no. 2, pp. 4–9", True)


@pytest.mark.parametrize(
    ("title", "type", "shown"),
    [
        ("A page: “so they say”", "webpage", ("A page: ‘so they say’", "quoted", ".")),
        ("Was it a leak?", "article-newspaper", ("Was it a leak?", "quoted", "")),
        ("A book on “leaks”", "book", ("A book on “leaks”", "italic", ".")),
        ("[Report on the leak]", "webpage", ("[Report on the leak]", "described", ".")),
    ],
)
def test_entry_sets_a_title_as_its_kind_is_set(title, type, shown):
    described = entry(title=title, type=type)

    assert (described.title, described.style, described.stop) == shown
