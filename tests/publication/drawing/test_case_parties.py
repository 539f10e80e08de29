from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.enums import PartyRole, ResponseState
from casestudies.publication.drawing import case_parties as drawn
from casestudies.publication.drawing.shapes import Dot, Line, Words
from tests.publication.drawing.pictures import TITLES, faults

PARTIES = st.lists(
    st.fixed_dictionaries(
        {
            "name": TITLES,
            "roles": st.lists(st.sampled_from([*PartyRole.values, "unknown"]), max_size=4),
            "response": st.fixed_dictionaries({"state": st.sampled_from([*ResponseState.values, "unknown"])}),
        }
    ),
    min_size=1,
    max_size=15,
)


def party(name, *roles, state="not_sought"):
    return {"name": name, "roles": list(roles), "involvement": "", "response": {"state": state}}


def words(drawing):
    return [shape.text for shape in drawing.flat() if isinstance(shape, Words)]


@given(PARTIES)
def test_no_words_overlap_and_nothing_runs_out_whoever_they_are(parties):
    groups = drawn._groups(parties)

    assert sum(len(rows) for _, rows, _ in groups) == len(parties)
    assert faults(drawn.draw_wide(groups)) == []
    assert faults(drawn.draw_tall(groups)) == []


def test_parties_stand_by_what_they_did_and_an_arrow_leads_to_whom_it_touched():
    parties = [party("Watch", "regulator"), party("Artists", "affected"), party("Lab", "developer", "funder")]
    groups = drawn._groups(parties)

    assert [(heading, [each["name"] for each in rows]) for heading, rows, _ in groups] == [
        ("Made it, ran it or paid for it", ["Lab"]),
        ("Were affected, or objected", ["Artists"]),
        ("Oversee or comment", ["Watch"]),
    ]
    wide = drawn.draw_wide(groups)
    places = {shape.text: shape.x for shape in wide.flat() if isinstance(shape, Words)}
    assert places["Lab"] < places["Artists"] < places["Watch"]
    assert "Developer, Funder" in words(wide)
    arrows = [shape for shape in wide.flat() if isinstance(shape, Line) and shape.css == "picture-arrow"]
    assert len(arrows) == 3
    assert places["Lab"] < arrows[0].x1 < arrows[0].x2 < places["Artists"]


def test_no_arrow_leads_from_those_who_did_not_act():
    groups = drawn._groups([party("Artists", "affected"), party("Watch", "regulator")])

    assert "picture-arrow" not in {shape.css for shape in drawn.draw_wide(groups).flat()}


@pytest.mark.parametrize(
    ("state", "said", "css"),
    [
        ("received", "Responded", "picture-full"),
        ("declined", "Declined to comment", "picture-crossed"),
        ("no_answer", "Asked, did not answer", "picture-ring"),
        ("sought", "Asked for a response", "picture-ring"),
        ("not_sought", "Not asked for a response", "picture-none"),
    ],
)
def test_each_party_bears_its_official_response_in_words_and_as_a_mark(state, said, css):
    wide = drawn.draw_wide(drawn._groups([party("Lab", "developer", state=state)]))

    assert words(wide)[-1] == said
    assert [shape.css for shape in wide.flat() if isinstance(shape, Dot)] == [css]


def test_many_of_one_group_take_all_columns():
    groups = drawn._groups([party(f"Party {number}", "expert") for number in range(40)])

    names = [
        shape for shape in drawn.draw_wide(groups).flat() if isinstance(shape, Words) and shape.text[:5] == "Party"
    ]
    assert len(names) == 40
    assert len({shape.x for shape in names}) == 3


def test_picture_names_everybody_to_who_listens():
    pictures = drawn.case_parties([party("Lab & Co", "developer"), party("Artists", "affected")], right_to_left=True)

    for picture in pictures.values():
        element = ElementTree.fromstring(picture)
        by_id = {each.get("id"): each.text for each in element.iter() if each.get("id")}
        assert by_id[element.get("aria-labelledby")] == "2 parties by role"
        assert by_id[element.get("aria-describedby")] == (
            "Made it, ran it or paid for it: Lab & Co. Were affected, or objected: Artists."
        )
    assert drawn.case_parties([]) is None
