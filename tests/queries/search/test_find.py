"""What is found, in which order, and what is counted around it: alike on both databases."""

from django.db import connection

from casestudies.enums import Facet, Sort
from casestudies.models import PublicState, SearchEntry
from casestudies.queries.search import matching
from casestudies.queries.search.find import find
from casestudies.queries.search.forms import with_forms
from casestudies.queries.search.language import parse
from casestudies.queries.search.narrowing import narrowing
from tests.factories import NOW


def found(q="", *, sort=Sort.RELEVANCE, **chosen):
    narrowed = narrowing({Facet(facet): values for facet, values in chosen.items()})
    result = find(with_forms(parse(q)), narrowed, sort=sort)
    slugs = dict(PublicState.objects.values_list("pk", "slug"))
    return [slugs[pk] for pk in result.states], result


def numbers(result, facet):
    return {one.value: one.cases for one in result.counts.get(facet, [])}


def test_every_word_must_match_and_none_that_is_excluded(cases):
    answers = {
        q: found(q)[0] for q in ("drone noise", "drone police", "police -drone -heat", '"off task"', '"task off"')
    }

    assert answers == {
        "drone noise": ["drone-delivery-noise"],
        "drone police": [],
        "police -drone -heat": ["lodz-tram-fares"],  # filed under policing
        '"off task"': ["warehouse-quotas"],
        '"task off"': [],
    }


def test_last_word_goes_on_and_no_other_does(cases):
    assert found("proctor")[0] == ["exam-proctoring-darker-skin"]
    assert found("procto lamp")[0] == []


def test_other_forms_of_a_word_are_found(cases):
    assert found("cloning voices")[0] == ["voice-clone-bank"]
    assert found("cloning -voices")[0] == []


def test_without_a_query_everything_is_found_the_newest_first(cases):
    states, result = found(sort=Sort.NEWEST)

    assert result.total == result.unnarrowed == 24
    assert len(states) == 20
    assert states[0] == "self-driving-crossing"


def test_orders_put_what_has_no_date_last(cases):
    PublicState.objects.filter(slug="warehouse-quotas").update(event_date=None)
    SearchEntry.objects.filter(state__slug="voice-clone-bank").update(corrected_at=NOW)

    assert found("the", sort=Sort.EVENT)[0][-1] != found("the", sort=Sort.NEWEST)[0][-1]
    assert found("scanner", sort=Sort.EVENT)[0] == ["warehouse-quotas"]
    assert found(sort=Sort.CORRECTED)[0][0] == "voice-clone-bank"


def test_any_value_within_a_facet_will_do_and_all_facets_must_hold(cases):
    either, _ = found(topic=["courts", "elections"])
    both, result = found(topic=["welfare"], jurisdiction=["NL"])

    assert set(either) == {"judge-sentencing-score", "deepfake-election-call"}
    assert both == ["childcare-fraud-list"]
    assert (result.total, result.unnarrowed) == (1, 24)
    assert result.without == {Facet.TOPIC: 2, Facet.JURISDICTION: 4}


def test_facet_counts_what_the_other_facets_leave(cases):
    _, result = found(topic=["welfare"])

    assert numbers(result, Facet.JURISDICTION) == {"AU": 1, "FR": 1, "IN": 1, "NL": 1}
    assert numbers(result, Facet.TOPIC)["policing"] == 2
    assert numbers(result, Facet.YEAR) == {"2018": 2, "2019": 1, "2021": 1}


def test_facet_counts_are_those_that_choosing_gives(cases):
    _, result = found("the", jurisdiction=["US", "NL"])

    for facet in (Facet.TOPIC, Facet.YEAR, Facet.PARTY, Facet.ROLE, Facet.READING, Facet.CHECKED):
        assert numbers(result, facet)
        for value, cases_there in list(numbers(result, facet).items())[:4]:
            assert found("the", jurisdiction=["US", "NL"], **{facet: [value]})[1].total == cases_there


def test_party_and_role_hold_together(cases):
    _, alone = found(party=["halcyon-research"])
    [role] = numbers(alone, Facet.ROLE)
    other = "host" if role != "host" else "regulator"

    assert alone.total == found(party=["halcyon-research"], role=[role])[1].total == 2
    states, together = found(party=["halcyon-research"], role=[other])
    assert states == []
    assert together.without[Facet.PARTY] == found(role=[other])[1].total
    assert together.without[Facet.ROLE] == 2
    assert role in numbers(together, Facet.ROLE)


def test_pages_hold_everything_once(cases):
    pages = [find(parse(""), narrowing({}), sort=Sort.NEWEST, number=number, size=10).states for number in (1, 2, 3, 4)]

    assert [len(states) for states in pages] == [10, 10, 4, 0]
    assert len({pk for states in pages for pk in states}) == 24


def test_everything_is_found_once_however_few_are_ranked(cases, monkeypatch):
    """On PostgreSQL the best of very many are ranked, first those with the word in the title; none is left out."""
    monkeypatch.setattr(matching, "MOST_RANKED", 2)
    titled = set(SearchEntry.objects.filter(title__contains=" at ").values_list("state", flat=True))
    query = with_forms(parse("at"))
    pages = [find(query, narrowing({}), sort=Sort.RELEVANCE, number=number, size=4) for number in range(1, 8)]
    found_once = [pk for page in pages for pk in page.states]

    assert len(found_once) == len(set(found_once)) == pages[0].total > 4
    if connection.vendor == "postgresql":
        assert set(found_once[:2]) == titled
