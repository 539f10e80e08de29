"""What there is to check in a snapshot, and what keeps a statement the same one."""

import copy
import random

from hypothesis import given
from hypothesis import strategies as st

from casestudies.prose.html import parse_html
from casestudies.prose.text import citations
from casestudies.publication.render import render_article
from casestudies.publication.statements import statements_of
from tests.publication.sample_snapshot import bare_snapshot, cite, sample_snapshot


def keys(snapshot):
    return [statement.key for statement in statements_of(snapshot)]


def with_prose(*proses):
    snapshot = sample_snapshot()
    frame = snapshot["sections"][0]
    sections = [
        {**frame, "anchor": f"part-{index}", "heading": f"Part {index}", "prose": prose}
        for index, prose in enumerate(proses)
    ]
    return {**snapshot, "sections": sections, "timeline": [], "parties": []}


def source_of(snapshot, key):
    return next(source for source in snapshot["sources"] if source["key"] == key)


def test_statements_come_in_the_order_of_reading_with_kind_and_place():
    found = statements_of(sample_snapshot())
    places = list(dict.fromkeys((statement.kind, statement.place.split("[")[0]) for statement in found))
    assert places == [("prose", "sections"), ("event", "timeline"), ("response", "parties")]
    assert found[0].text.startswith("The model had been announced in February 2024")
    assert (found[0].place, found[0].anchor) == ("sections[0].prose", sample_snapshot()["sections"][0]["anchor"])
    assert [item.locator for item in found[0].items] == ["", "p. 4"]


def test_statements_are_as_many_as_the_article_counts():
    for snapshot in (sample_snapshot(), bare_snapshot()):
        assert len(statements_of(snapshot)) == render_article(snapshot).statement_count


def test_statements_hold_every_citation_of_the_prose_once():
    snapshot = sample_snapshot()
    markers = sum(len(citations(parse_html(section["prose"]))) for section in snapshot["sections"])
    assert sum(statement.markers for statement in statements_of(snapshot) if statement.kind == "prose") == markers


def test_statement_stands_in_the_text_of_its_block():
    for statement in statements_of(sample_snapshot()):
        if statement.kind == "prose":
            assert statement.text in statement.context


def test_statements_that_say_the_same_on_the_same_evidence_share_a_key_at_every_place():
    said = f"<p>It stopped{cite({'key': 'ars2024'})}.</p>"
    first, second = statements_of(with_prose(said, said))
    assert first.key == second.key
    assert (first.place, second.place) == ("sections[0].prose", "sections[1].prose")


def test_key_is_another_for_other_words_another_source_or_another_place_in_it():
    said = [
        f"<p>It stopped{cite({'key': 'ars2024'})}.</p>",
        f"<p>It had stopped{cite({'key': 'ars2024'})}.</p>",
        f"<p>It stopped{cite({'key': 'wapo2024'})}.</p>",
        f"<p>It stopped{cite({'key': 'ars2024', 'locator': 'p. 2'})}.</p>",
        f"<p>It stopped{cite({'key': 'ars2024'}, {'key': 'wapo2024'})}.</p>",
    ]
    assert len(set(keys(with_prose(*said)))) == len(said)


def test_key_is_the_same_for_other_markup_and_another_order_of_sources():
    plain = f"<p>It stopped{cite({'key': 'ars2024'}, {'key': 'wapo2024'})}.</p>"
    other = f"<p>It <em>stopped</em> {cite({'key': 'wapo2024'}, {'key': 'ars2024'})}.</p>"
    first, second = keys(with_prose(plain, other))
    assert first == second


def test_key_lapses_with_what_the_source_is_and_not_with_how_it_is_kept():
    said = f"<p>It stopped{cite({'key': 'ars2024'})}.</p>"
    before = keys(with_prose(said))
    kept = with_prose(said)
    source_of(kept, "ars2024").update(archived=None, source_check="read", provenance="Opened and read again.")
    source_of(kept, "ars2024")["csl"]["accessed"] = {"date-parts": [[2026, 1, 1]]}
    assert keys(kept) == before
    for member, value in (("title", "Another title"), ("issued", {"date-parts": [[1999]]}), ("URL", "https://else/")):
        changed = with_prose(said)
        source_of(changed, "ars2024")["csl"][member] = value
        assert keys(changed) != before


def test_key_of_an_event_covers_its_date_and_that_of_a_response_who_said_it():
    before = keys(sample_snapshot())
    events = len([statement for statement in statements_of(sample_snapshot()) if statement.kind == "event"])
    moved = sample_snapshot()
    moved["timeline"][0]["when"]["date"] = "1999-01-01"
    assert len(set(before) - set(keys(moved))) == 1
    assert events == len(moved["timeline"])
    renamed = sample_snapshot()
    party = next(party for party in renamed["parties"] if party["response"]["words"])
    party["name"] = "Somebody else"
    assert len(set(before) - set(keys(renamed))) == 1


@given(seed=st.integers(0, 10_000))
def test_moving_everything_around_keeps_every_key(seed):
    snapshot = sample_snapshot()
    moved = copy.deepcopy(snapshot)
    shuffle = random.Random(seed).shuffle
    for part in ("sections", "timeline", "parties", "sources", "figures"):
        shuffle(moved[part])
    assert sorted(keys(moved)) == sorted(keys(snapshot))


@given(data=st.data())
def test_changing_one_word_lapses_only_the_statements_with_that_text(data):
    snapshot = sample_snapshot()
    found = [statement for statement in statements_of(snapshot) if statement.kind == "prose"]
    chosen = data.draw(st.sampled_from(found))
    word = data.draw(st.sampled_from([word for word in chosen.text.split() if word.isalpha()]))
    section = int(chosen.place.removeprefix("sections[").removesuffix("].prose"))
    changed = copy.deepcopy(snapshot)
    prose = changed["sections"][section]["prose"]
    changed["sections"][section]["prose"] = prose.replace(f" {word} ", f" {word}x ")
    texts_before = {statement.key: statement.text for statement in statements_of(snapshot)}
    lapsed = set(texts_before) - set(keys(changed))
    assert all(f" {word} " in f" {texts_before[key]} " for key in lapsed)
    assert len(keys(changed)) == len(keys(snapshot))
