"""A page of search: passages, spelling, what to leave out, and how many queries it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casestudies.actions.withdraw import reinstate, withdraw
from casestudies.enums import Facet, Sort
from casestudies.models import SearchEntry, SearchFacet, SearchGram, SearchWord
from casestudies.queries.search.narrowing import Narrowing, narrowing
from casestudies.queries.search.results import search
from tests.factories import NOW, make_account, publish_case

pytestmark = pytest.mark.django_db


def ask(q, narrowed=None):
    return search(q, narrowed or Narrowing(), sort=Sort.RELEVANCE)


def slugs(page):
    return [state.slug for state in page.rows]


def marked(page):
    [quoted] = page.quotes.values()
    return quoted.anchor, quoted.heading, [words for is_hit, words in quoted.pieces if is_hit]


def test_result_quotes_the_passage_that_holds_most_and_says_where_it_stands(cases):
    assert marked(ask("solar calendar")) == ("part-1", "A calendar misread", ["solar", "calendar"])
    assert marked(ask('"neutral and joyful"')) == (
        "part-1",
        "The portrait for sale",
        ["neutral and joyful"],
    )
    assert marked(ask("wanjiru")) == ("sources", "Sources", ["Wanjirũ"])
    assert marked(ask("pedestrian vehicle")) == ("", "", ["vehicle", "vehicle"])


def test_result_whose_title_alone_matches_quotes_nothing(cases):
    assert ask("sentenced secret").quotes == {} or marked(ask("sentenced secret"))
    assert ask("wolf").quotes == {}


MEANT = {
    "sespis": ("sepsis", ["hospital-sepsis-alarm"]),
    "warehuose scanner": ("warehouse scanner", ["warehouse-quotas"]),
    "autentication failure": ("authentication failure", ["pension-biometric-thumb"]),
    "logorno": ("logrono", ["facial-recognition-supermarket"]),
    "transpotr lodz": ("transport lodz", ["lodz-tram-fares"]),
}


def test_word_that_is_in_no_case_is_taken_for_the_nearest_that_is(cases):
    assert {typed: (ask(typed).instead, slugs(ask(typed))) for typed in MEANT} == MEANT


def test_nothing_is_put_in_place_of_words_that_are_there_or_like_none(cases):
    assert [typed for typed in ("sepsis", "zzzzzzzz", "seps", "drone maize") if ask(typed).instead] == []


def test_where_nothing_matches_it_says_what_to_leave_out(cases):
    page = ask("drone noise maize")

    assert page.total == 0
    assert page.shorter == [("maize", "drone noise", 1)]
    assert ask("drone maize").shorter == [("drone", "maize", 1), ("maize", "drone", 1)]


def test_chosen_values_are_named_even_where_nothing_is_found(cases):
    page = ask("", narrowing({Facet.TOPIC: ["welfare", "unknown"], Facet.JURISDICTION: ["KE"]}))

    assert page.labels == {(Facet.TOPIC, "welfare"): "Welfare", (Facet.JURISDICTION, "KE"): "Kenya"}
    assert (page.total, page.without) == (0, {Facet.TOPIC: 1, Facet.JURISDICTION: 4})


QUERIES = {"": 2, "drone": 4, "the": 4, "dronne": 8, "drone maize": 4, "-drone": 3}


def test_search_takes_few_queries_whatever_it_finds(cases):
    taken = {}
    for q in QUERIES:
        with CaptureQueriesContext(connection) as context:
            ask(q)
        taken[q] = len(context)

    assert taken == QUERIES


def test_withdrawn_case_and_its_words_are_gone_until_it_is_reinstated():
    case_study = publish_case(slug="kept-here", summary="Quixotry in testing.").case_study
    assert slugs(ask("quixotry")) == ["kept-here"]

    withdraw(case_study, by=make_account(), now=NOW, reason="Forged.")
    assert slugs(ask("quixotri")) == slugs(ask("")) == []
    assert ask("quixotri").instead == ""
    assert not any(model.objects.exists() for model in (SearchEntry, SearchFacet, SearchWord, SearchGram))

    reinstate(case_study, by=make_account(), now=NOW, reason="Genuine after all.")
    assert slugs(ask("quixotry")) == ["kept-here"]
    assert ask("quixxotry").instead == "quixotry"
