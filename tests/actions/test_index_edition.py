"""What is written for search when an edition is published, and that it is all taken back."""

import pytest

from casestudies.actions.index_edition import recount_words
from casestudies.actions.withdraw import withdraw
from casestudies.enums import EditionKind, Sort
from casestudies.models import SearchEntry, SearchFacet, SearchGram, SearchStem, SearchWord
from casestudies.publication.search_words import grams
from casestudies.queries.search.forms import with_forms
from casestudies.queries.search.language import parse
from casestudies.queries.search.narrowing import narrowing
from casestudies.queries.search.results import search
from tests.factories import NOW, make_account, make_case, publish_approved, publish_case, revise_case

pytestmark = pytest.mark.django_db


def cases(*words):
    counts = dict(SearchWord.objects.filter(word__in=words).values_list("word", "cases"))
    return tuple(counts.get(word, 0) for word in words)


def test_vocabulary_counts_the_cases_that_hold_a_word():
    case_study = make_case(slug="one", summary="Quixotry and windmills.")
    publish_case(case_study)
    publish_case(slug="two", summary="Windmills alone.")
    assert cases("quixotry", "windmills", "of") == (1, 2, 0)

    case_study.summary = "Giants."
    case_study.save()
    revise_case(case_study, text="Windmills no more: giants.")
    publish_approved(case_study, by=make_account(), now=NOW, kind=EditionKind.CORRECTION, change_note="Giants.")

    assert cases("quixotry", "windmills", "giants") == (0, 2, 1)
    assert SearchEntry.objects.get(state__slug="one").corrected_at == NOW
    word = SearchWord.objects.get(word="giants")
    assert set(word.grams.values_list("gram", flat=True)) == grams("giants")


def test_word_without_its_pieces_gets_them():
    publish_case(slug="one", summary="Windmills.")
    SearchGram.objects.filter(word__word="windmills").delete()
    publish_case(slug="two", summary="Windmills.")

    word = SearchWord.objects.get(word="windmills")
    assert (word.cases, set(word.grams.values_list("gram", flat=True))) == (2, grams("windmills"))


def test_recount_makes_the_vocabulary_that_publishing_made():
    publish_case(slug="one")
    publish_case(slug="two", summary="Windmills.")
    made = list(SearchWord.objects.order_by("word").values_list("word", "stem", "cases"))
    pieces = SearchGram.objects.count()
    SearchWord.objects.all().delete()

    assert recount_words() == len(made)

    assert list(SearchWord.objects.order_by("word").values_list("word", "stem", "cases")) == made
    assert SearchGram.objects.count() == pieces


def test_facets_hold_what_the_edition_says():
    publish_case(slug="one")

    assert sorted(SearchFacet.objects.values_list("facet", "value", "also", "label")) == [
        ("checked", "none", "", ""),
        ("instrument", "eu-ai-act", "", "AI Act"),
        ("jurisdiction", "US", "", "United States"),
        ("language", "en", "", "English"),
        ("party", "openai", "developer", "OpenAI"),
        ("reading", "to-5", "", ""),
        ("teaching", "questions", "", ""),
        (
            "term",
            "mit-ai-risk@2025-04/6.3",
            "",
            "Economic and cultural devaluation of human effort (MIT AI Risk Repository)",
        ),
        ("topic", "creative-labour", "", "Creative labour"),
        ("year", "2024", "", "2024"),
    ]


def test_forms_of_a_french_word_are_found_where_a_french_case_has_them_and_nowhere_else():
    publish_case(slug="anglais", summary="Un cheval, des chevaux.")
    french = publish_case(slug="francais", language="fr", summary="Les hôpitaux réglementent les enquêtes.")

    def found(text):
        return [state.slug for state in search(text, narrowing({}), sort=Sort.RELEVANCE).rows]

    assert found("hôpital réglementation") == ["francais"]
    assert found("enquete -hopital") == []
    # In French these would be forms of one word, which no French case has.
    assert with_forms(parse("cheval")).wanted[0].others == ()
    stems = set(SearchStem.objects.filter(word__word="hopitaux").values_list("stem", flat=True))
    assert stems == {"fr:hopital"}

    made = set(SearchStem.objects.values_list("word__word", "stem"))
    recount_words()
    assert set(SearchStem.objects.values_list("word__word", "stem")) == made

    withdraw(french.case_study, by=make_account(), now=NOW, reason="It was a hoax.")
    assert not SearchStem.objects.filter(word__word="hopitaux").exists()
