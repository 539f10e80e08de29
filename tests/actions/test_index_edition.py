"""What is written for search when an edition is published, and that it is all taken back."""

import pytest

from casestudies.actions.index_edition import recount_words
from casestudies.enums import EditionKind
from casestudies.models import SearchEntry, SearchFacet, SearchGram, SearchWord
from casestudies.publication.search_words import grams
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
