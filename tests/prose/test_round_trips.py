"""What holds for every document: one canonical form, and nothing lost on the way out and back."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from casestudies.prose.html import parse_html, to_html
from casestudies.prose.markdown import parse_markdown, to_markdown
from casestudies.prose.normal import normalise
from casestudies.prose.sanitise import clean
from tests.prose.strategies import MARKUP, ODD, any_documents, documents

TAGS = [
    "<p>", "</p>", "<div>", "<b>", "</b>", "<i>", "<strong style='font-weight:normal'>", "<ul>", "<ol>", "<li>",
    "</li>", "</ul>", "<blockquote>", "</blockquote>", "<table>", "<tr>", "<td colspan=2>", "<th rowspan=2>",
    "</table>", "<h1>", "</h1>", "<a href='https://a.b/&c'>", "<a href=' java\tscript:x'>", "</a>", "<br>", "<pre>",
    "<span data-cite='[{\"key\":\"abc\"}]'>", "</span>", "<figure data-figure=x>", "</figure>", "<script>", "<svg>",
]  # fmt: skip
html_soup = st.lists(st.sampled_from(TAGS) | st.sampled_from(MARKUP) | st.sampled_from(ODD) | st.text(max_size=8))


@given(any_documents)
def test_normal_form_of_a_normal_form_is_itself(document):
    once = normalise(document)
    assert normalise(once) == once


@given(documents)
def test_html_gives_the_document_back(document):
    assert parse_html(to_html(document)) == document


@given(documents)
def test_markdown_gives_the_document_back(document):
    assert parse_markdown(to_markdown(document)) == document


@given(documents)
def test_both_forms_survive_being_stored_in_nfc(document):
    html, markdown = to_html(document), to_markdown(document)
    assert unicodedata.normalize("NFC", html) == html
    assert unicodedata.normalize("NFC", markdown) == markdown


@given(documents)
def test_markdown_survives_windows_line_ends(document):
    assert parse_markdown(to_markdown(document).replace("\n", "\r\n")) == document


@given(html_soup.map("".join))
def test_cleaning_twice_is_cleaning_once(html):
    once = clean(html)
    assert clean(once) == once


@given(html_soup.map("".join))
def test_any_html_makes_a_document_that_markdown_gives_back(html):
    document = parse_html(html)
    assert parse_markdown(to_markdown(document)) == document
