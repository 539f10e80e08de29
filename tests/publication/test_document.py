"""The API document is the snapshot with bodies rendered, and with nothing of the prose's own notation."""

from casestudies.publication.document import api_document
from casestudies.publication.render import render_article
from casestudies.publication.statements import statements_of
from tests.publication.sample_snapshot import sample_snapshot


def document(**changes):
    snapshot = sample_snapshot(**changes)
    return snapshot, api_document(snapshot, render_article(snapshot))


def test_parts_that_are_not_rendered_stand_as_they_are():
    snapshot, made = document()
    replaced = {"sections", "figures", "sources", "timeline", "parties"}
    assert {name: value for name, value in made.items() if name in snapshot and name not in replaced} == {
        name: value for name, value in snapshot.items() if name not in replaced
    }
    assert set(made) - set(snapshot) == {"word_count", "reading_minutes"}


def test_events_and_responses_say_whether_they_were_checked_and_all_else_as_it_stands():
    snapshot = sample_snapshot()
    ticked = next(one for one in statements_of(snapshot) if one.kind == "event")
    made = api_document(snapshot, render_article(snapshot, [ticked.key]))
    assert [event.pop("checked") for event in made["timeline"]] == [True] + [False] * (len(snapshot["timeline"]) - 1)
    assert not any(party["response"].pop("checked") for party in made["parties"])
    assert (made["timeline"], made["parties"]) == (snapshot["timeline"], snapshot["parties"])


def test_section_has_a_body_in_place_of_its_prose():
    _, made = document()
    assert [set(section) for section in made["sections"]] == [{"uuid", "anchor", "heading", "kind", "body"}] * 4
    assert "data-cite" not in str(made)
    assert "data-figure" not in str(made)


def test_every_number_in_a_body_leads_to_a_source():
    _, made = document()
    anchors = {source["anchor"]: source["number"] for source in made["sources"]}
    assert len(anchors) == len(made["sources"])
    for section in made["sections"]:
        for link in section["body"].replace('<a class="self" href="#', "").split('href="#')[1:]:
            anchor, _, rest = link.partition('"')
            assert rest.partition(">")[2].startswith(f"{anchors[anchor]}</a>")


def test_source_that_no_prose_cites_has_no_number():
    _, made = document()
    numbers = {source["key"]: source["number"] for source in made["sources"]}
    assert numbers["further2025"] is None
    assert sorted(number for number in numbers.values() if number) == list(range(1, len(numbers)))


def test_figure_has_an_address_in_place_of_the_ending():
    _, made = document()
    assert [(figure["url"], "extension" in figure) for figure in made["figures"]] == [
        (f"/media/{'ab' * 32}.svg", False),
        ("", False),
    ]
