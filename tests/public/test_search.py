"""The list of cases as a reader narrows and orders it: addresses, facets, chips, help, suggestions."""

import re

import pytest

from benchmarks.search import corpus
from casestudies.models import SearchFacet
from tests.factories import publish_case
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def cases():
    corpus.write(corpus.asked_for())


def body(response):
    return response.content.decode()


def chips(page):
    return re.findall(r'class="chip" href="([^"]*)".*?<span dir="auto">(.*?)</span>', page)


def test_search_marks_the_words_and_leads_to_the_section(client, cases):
    page = body(client.get("/cases/?q=solar+calendar"))

    assert "<mark>solar</mark> <mark>calendar</mark>" in page
    assert '<a href="/cases/translation-asylum-hearing/#part-1" dir="auto">Read on in “A calendar misread”</a>' in page
    assert "1 case with “solar calendar”" in page


def test_passage_is_escaped(client):
    publish_case(slug="odd", summary="<script>alert(1)</script> & <b>quixotry</b>")

    page = body(client.get("/cases/?q=quixotry"))

    assert "&lt;b&gt;<mark>quixotry</mark>&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_facets_lead_to_one_address_however_they_were_chosen(client, cases):
    one = client.get("/cases/?year=2021&topic=work&topic=welfare&nonsense=1&q=the&topic=")
    other = client.get("/cases/?q=the&topic=welfare&topic=work&topic=work&year=2021")

    assert body(one) == body(other)
    assert one.headers["ETag"] == other.headers["ETag"]
    assert ("/cases/?q=the&amp;topic=welfare&amp;topic=work", "2021") in chips(body(one))


def test_chips_let_go_of_one_choice_or_of_all(client, cases):
    page = body(client.get("/cases/?topic=welfare&jurisdiction=NL&sort=event"))

    assert chips(page) == [
        ("/cases/?jurisdiction=NL&amp;sort=event", "Welfare"),
        ("/cases/?topic=welfare&amp;sort=event", "Netherlands"),
    ]
    assert '<a class="chips-clear" href="/cases/?sort=event" rel="nofollow">Remove all</a>' in page
    assert page.count('class="case-row"') == 1


def test_chosen_value_comes_first_and_many_are_folded(client, cases):
    page = body(client.get("/cases/?topic=work"))
    topics = page[page.index('id="facet-topic"') :].partition("</section>")[0]

    assert re.search(r'<ul><li><a href="/cases/" rel="nofollow" aria-current="true"><span[^>]*>Work<', topics)
    assert "<details" in topics
    assert "Show all 18" in topics


def test_what_every_case_has_is_no_facet(client):
    publish_case(slug="alone")

    page = client.get("/cases/")

    assert page.context["facets"] == []
    assert "popovertarget" not in body(page)


def test_nothing_found_says_what_there_is_without_a_choice(client, cases):
    page = body(client.get("/cases/?topic=welfare&jurisdiction=KE"))

    assert "No case on Welfare in Kenya" in page
    assert '<a href="/cases/?jurisdiction=KE" rel="nofollow">Without “Welfare” there is 1</a>' in page
    assert '<a href="/cases/?topic=welfare" rel="nofollow">Without “Kenya” there are 4</a>' in page
    assert "Without narrowing the list there are 24" in page


def test_misspelt_word_is_said_and_answered_for_the_nearest(client, cases):
    page = body(client.get("/cases/?q=autentication"))

    assert "No case has “autentication”." in page
    assert "1 case has “authentication”:" in page
    assert "<mark>Authentication</mark>" not in page  # the heading says it, the passage is what follows
    assert 'href="/cases/pension-biometric-thumb/"' in page


def test_words_too_many_are_said_one_by_one(client, cases):
    page = body(client.get("/cases/?q=drone+maize"))

    assert '<a href="/cases/?q=maize" rel="nofollow">Without “drone” there is 1</a>' in page


ORDERS = {
    "/cases/": "newest",
    "/cases/?q=the": "relevance",
    "/cases/?sort=relevance": "newest",
    "/cases/?q=the&sort=event": "event",
    "/cases/?sort=nonsense": "newest",
    "/cases/?q=-the": "newest",
}


def test_order_is_what_was_asked_for_where_that_makes_sense(client, cases):
    assert {address: client.get(address).context["order"] for address in ORDERS} == ORDERS


ODD = [
    "/cases/?" + "&".join(f"topic=t{number}" for number in range(200)),
    "/cases/?topic=" + "x" * 5000,
    "/cases/?year=99999999999999999999&reading=%27%3B--&checked=%F0%9F",
    "/cases/?role=developer&party=openai&party=%25",
    "/cases/?sort=event&sort=newest&page=1&page=1",
    "/cases/suggest?q=" + "a" * 5000,
    "/cases/suggest?q=%22%27%25_-",
    "/cases/suggest",
]


def test_odd_parameters_are_passed_over(client, cases):
    assert [address for address in ODD if client.get(address).status_code != 200] == []


def test_what_is_not_there_is_404(client, cases):
    for address in ["/cases/?page=51", "/cases/?q=the&page=3", "/parties/nobody/", "/instruments/x1/"]:
        assert client.get(address).status_code == 404, address


def test_unchanged_list_answers_304_in_two_queries(client, cases, django_assert_num_queries):
    etag = client.get("/cases/?q=the").headers["ETag"]

    with django_assert_num_queries(2):
        answer = client.get("/cases/?q=the", headers={"If-None-Match": etag})

    assert answer.status_code == 304


def test_party_page_says_what_the_party_was_in_each_case(client):
    publish_case(slug="sora")

    page = body(client.get("/parties/openai/"))

    assert '<h1 dir="auto">OpenAI</h1>' in page
    assert "Here: Developer" in page
    assert page.count('class="case-row"') == 1


def test_instrument_page_lists_the_cases_that_it_bears_on(client, cases):
    page = body(client.get("/instruments/general-data-protection-regulation/"))

    assert '<h1 dir="auto">General Data Protection Regulation</h1>' in page
    assert page.count('class="case-row"') == 3


def test_suggestions_are_json_that_may_be_kept_for_a_minute(client, cases):
    answer = client.get("/cases/suggest?q=halc")

    assert answer.json() == {
        "suggestions": [{"kind": "Party", "label": "Halcyon Research", "url": "/parties/halcyon-research/"}]
    }
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers


def test_value_without_words_of_its_own_is_shown_as_it_is(client, cases):
    SearchFacet.objects.filter(facet="role").update(also="unheard-of")

    assert client.get("/cases/?reading=unknown&role=unheard-of").status_code == 200
