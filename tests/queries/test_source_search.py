import pytest

from casestudies.models import CaseStudy, Reference, Source, SourceAuthor
from casestudies.queries.source_search import find_sources, unknown_keys
from tests.worlds import world

pytestmark = pytest.mark.django_db


def make_source(key, *authors, **fields):
    source = Source.objects.create(key=key, **({"title": "Untitled"} | fields))
    for position, (given, family) in enumerate(authors):
        SourceAuthor.objects.create(source=source, position=position, given=given, family=family)
    return source


@world
def library():
    return [
        make_source("muller2023", ("Jürgen", "Müller"), title="Über Modelle", publisher="Springer", year=2023),
        make_source("wiggers2024", ("Kyle", "Wiggers"), title="Sora leaks", container_title="TechCrunch", year=2024),
        make_source("lodz2020", ("Anna", "Wałęsa"), title="Łódź and the straße", year=2020),
        make_source("plain", title="100% of _all_ (cases)?"),
    ]


def found(text, case_id=None):
    return [source.key for source in find_sources(text, case_id=case_id)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("wiggers", ["wiggers2024"]),
        ("WIGG", ["wiggers2024"]),
        ("kyle wiggers", ["wiggers2024"]),
        ("wiggers techcrunch 2024 leaks", ["wiggers2024"]),
        ("wiggers springer", []),
        ("springer", ["muller2023"]),
        ("2023", ["muller2023"]),
        ("lodz2020", ["lodz2020"]),
        ("muller", ["muller2023"]),
        ("MÜLLER", ["muller2023"]),
        ("mülLér", ["muller2023"]),
        ("über", ["muller2023"]),
        ("walesa", ["lodz2020"]),
        ("strasse", ["lodz2020"]),
        ("STRASSE", ["lodz2020"]),
        ("100%", ["plain"]),
        ("%", ["plain"]),
        ("(cases)?", ["plain"]),
        (".*", []),
        ("\x00wiggers\x00", ["wiggers2024"]),
        ("20", ["lodz2020", "muller2023", "wiggers2024"]),
        ("modelli", []),
        ("nobody", []),
    ],
)
def test_find_sources_holds_every_word_in_any_case_and_accent(library, text, keys):
    assert found(text) == keys


def test_find_sources_puts_the_references_of_the_case_first(library):
    case_study = CaseStudy.objects.create(slug="a", title="A")
    Reference.objects.create(case_study=case_study, source=library[1])
    results = list(find_sources("20", case_id=case_study.pk))
    assert [(source.key, source.is_reference) for source in results] == [
        ("wiggers2024", True),
        ("lodz2020", False),
        ("muller2023", False),
    ]


def test_find_sources_without_words_gives_the_references_in_their_order(library):
    case_study, other = (CaseStudy.objects.create(slug=slug, title=slug) for slug in ("a", "b"))
    Reference.objects.create(case_study=case_study, source=library[0], position=2)
    Reference.objects.create(case_study=case_study, source=library[1], position=1)
    Reference.objects.create(case_study=other, source=library[2])
    assert found("  ", case_study.pk) == ["wiggers2024", "muller2023"]
    assert found("") == []


def test_find_sources_takes_one_query_however_many_it_finds(library, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(found("20")) == 3


def test_unknown_keys_names_those_that_no_source_has(library, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert unknown_keys(["plain", "gone", "gone2", "plain"]) == {"gone", "gone2"}


def test_unknown_keys_of_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert unknown_keys([]) == set()
