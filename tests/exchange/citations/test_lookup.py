"""What a page or a DOI's agency tells of a work, asked of a server of our own."""

import json

import pytest

from casestudies.exchange.citations import lookup
from casestudies.exchange.citations.lookup import look_up, look_up_all
from casestudies.exchange.citations.web_page import read_web_page

NEWS = """<!doctype html><html lang="en-US"><head><title>OpenAI's Sora leaked | TechCrunch</title>
<link rel="canonical" href="https://example.org/canonical">
<meta property="og:title" content="OpenAI&#8217;s Sora leaked"><meta property="og:site_name" content="TechCrunch">
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle",
"headline": "OpenAI’s Sora leaked", "datePublished": "2024-11-26T08:30:00-08:00",
"author": [{"@type": "Person", "name": "Kyle Wiggers"}, {"@type": "Organization", "name": "The staff"}]}]}</script>
<script type="application/ld+json">{broken</script></head><body><meta name="author" content=""></body></html>"""

PAPER = """<head><meta name="citation_title" content="A paper"><meta name="citation_author" content="Müller, Jörg">
<meta name="citation_author" content="Ann Smith"><meta name="citation_journal_title" content="Journal">
<meta name="citation_publication_date" content="2024/05"><meta name="citation_doi" content="10.1000/P">
<meta name="citation_firstpage" content="3"><meta name="citation_lastpage" content="9"></head>"""

DUBLIN = """<head><meta name="DC.title" content="A report"><meta name="DC.creator" content="Ministry of Works">
<meta name="DCTERMS.issued" content="2023-02-01"><meta name="DC.publisher" content="The State"></head>"""


def test_news_page_tells_of_itself():
    assert read_web_page(NEWS, "https://example.org/2024?utm_source=x") == {
        "type": "article-newspaper",
        "URL": "https://example.org/canonical",
        "title": "OpenAI’s Sora leaked",
        "container-title": "TechCrunch",
        "issued": {"date-parts": [[2024, 11, 26]]},
        "author": [{"family": "Wiggers", "given": "Kyle"}, {"literal": "The staff"}],
        "language": "en-US",
    }


def test_paper_and_report_tell_of_themselves():
    assert read_web_page(PAPER, "https://example.org/p") == {
        "type": "article-journal",
        "URL": "https://example.org/p",
        "title": "A paper",
        "container-title": "Journal",
        "DOI": "10.1000/P",
        "issued": {"date-parts": [[2024, 5]]},
        "author": [{"family": "Müller", "given": "Jörg"}, {"family": "Smith", "given": "Ann"}],
        "page": "3-9",
    }
    assert read_web_page(DUBLIN, "https://example.org/r") == {
        "type": "webpage",
        "URL": "https://example.org/r",
        "title": "A report",
        "publisher": "The State",
        "issued": {"date-parts": [[2023, 2, 1]]},
        "author": [{"literal": "Ministry of Works"}],
    }


def test_page_cannot_send_the_source_to_another_host():
    html = '<link rel="canonical" href="https://evil.example/x"><title>T</title>'

    assert read_web_page(html, "https://example.org/x")["URL"] == "https://example.org/x"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<",
        "<meta",
        "<title>",
        "<script type='application/ld+json'>" + "[" * 90_000,
        "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
        "\x00",
    ],
)
def test_strange_page_is_no_error(html):
    assert read_web_page(html, "https://example.org/")["type"] == "webpage"


def test_address_is_looked_up_where_it_stands_in_the_end(web):
    web.say("/old", status=301, Location="/new")
    web.say("/new", "<meta charset=latin-1><title>Caf\xe9</title>".encode("latin-1"), Content_Type="text/html")

    entry = look_up(web.url("/old"))

    assert (entry.problem, entry.csl["title"], entry.csl["URL"]) == ("", "Café", web.url("/new"))


def test_doi_is_looked_up_with_its_agency(web, monkeypatch):
    monkeypatch.setattr(lookup, "DOI_SERVICE", web.url("/"))
    work = {"title": ["A paper"], "type": "journal-article", "author": [{"family": "Smith", "given": "Ann"}]}
    web.say("/10.1000/abc", json.dumps(work).encode(), Content_Type=lookup.CSL)
    web.say("/10.1000/none", status=404)
    web.say("/10.1000/odd", b"<html>")

    found = look_up_all(["https://doi.org/10.1000/ABC", "10.1000/none", "10.1000/odd"])

    assert found[0].csl == {**work, "title": "A paper", "DOI": "10.1000/abc"}
    assert web.asked[0][2]["Accept"] == "application/vnd.citationstyles.csl+json"
    assert [(entry.problem, entry.csl) for entry in found[1:]] == [
        ("doi.org knows no 10.1000/none.", {"type": "webpage", "DOI": "10.1000/none"}),
        ("The DOI’s agency did not answer with a description of the work.", {"type": "webpage", "DOI": "10.1000/odd"}),
    ]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("/gone", "status 410"), ("/file", "a file of type application/pdf"), ("/inside", "not on the public internet")],
)
def test_what_cannot_be_read_keeps_the_address(web, path, sentence):
    web.say("/gone", status=410)
    web.say("/file", b"%PDF", Content_Type="application/pdf")
    web.say("/inside", status=302, Location="http://169.254.169.254/")

    entry = look_up(web.url(path))

    assert sentence in entry.problem
    assert entry.csl == {"type": "webpage", "URL": web.url(path)}
