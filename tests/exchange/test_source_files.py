"""CSL-JSON items from elsewhere, read into sources."""

from typing import Any

import pytest

from casestudies.exchange.loaded import Loaded
from casestudies.exchange.problems import ProblemList
from casestudies.exchange.schema import At
from casestudies.exchange.source_files import read_source


def read(**members: Any) -> tuple[dict[str, Any], list[str]]:
    problems = ProblemList()
    item = {"id": "smith2024", "type": "report", "title": "A report"} | members
    read = read_source(item, At(Loaded("sources.json", item, {}), problems))
    return read, [problem.reason for problem in problems.found]


def test_bare_item_has_every_field():
    assert read() == (
        {
            "key": "smith2024",
            "type": "report",
            "title": "A report",
            "container_title": "",
            "publisher": "",
            "volume": "",
            "issue": "",
            "page": "",
            "url": "",
            "doi": "",
            "language": "",
            "year": None,
            "month": None,
            "day": None,
            "authors": [],
            "extra": {},
            "archived_url": "",
            "archived_on": "",
            "source_check": "not_checked",
            "provenance": "",
            "unconfirmed": [],
            "link_state": "unchecked",
        },
        [],
    )


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ({"family": "Smith", "given": "Ann"}, ("Smith", "Ann", "")),
        ({"literal": "The Paper"}, ("", "", "The Paper")),
        ({"given": "Madonna"}, ("", "", "Madonna")),
        ({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, ("van Gogh", "Vincent", "")),
        ({"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"}, ("Humboldt", "Alexander von", "")),
        ({"family": "King", "given": "Martin Luther", "suffix": "Jr."}, ("King", "Martin Luther, Jr.", "")),
        ({"family": "Wang", "given": "Fang", "static-ordering": True}, ("Wang", "Fang", "")),
    ],
)
def test_name_from_elsewhere_becomes_an_author(name, author):
    item, problems = read(author=[name])
    assert item["authors"] == [dict(zip(("family", "given", "literal"), author, strict=True))]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ({}, "a name needs “family” or “literal”"),
        ({"family": "A", "literal": "B"}, "a name has “family” and “given”, or “literal”, not both"),
        ({"last": "A"}, "“last” is not known here; known are dropping-particle, family, given, literal,"
         " non-dropping-particle, suffix"),
        ("Ann Smith", "“author” must have named members (dropping-particle: …)"),
    ],
)  # fmt: skip
def test_name_that_is_none_is_refused(name, reason):
    assert reason in read(author=[name])[1]


@pytest.mark.parametrize(
    ("parts", "date"),
    [([2024], (2024, None, None)), ([2024, 11], (2024, 11, None)), (["2024", "11", "26"], (2024, 11, 26))],
)
def test_date_is_kept_as_precisely_as_it_is_known(parts, date):
    item, problems = read(issued={"date-parts": [parts]})
    assert (item["year"], item["month"], item["day"]) == date
    assert problems == []


@pytest.mark.parametrize(
    "issued",
    ["2024", [], {}, {"raw": "2024"}, {"date-parts": []}, {"date-parts": 2024}, {"date-parts": [[]]},
     {"date-parts": [[2024], [2025]]}, {"date-parts": [["soon"]]}, {"date-parts": [[2024]], "circa": True}],
)  # fmt: skip
def test_date_that_is_not_one_date_is_refused(issued):
    assert read(issued=issued)[1] == [
        '“issued” must be one date, as precise as it is known: {"date-parts": [[2024, 11, 26]]}'
    ]


def test_number_is_taken_as_text():
    item, problems = read(volume=12, **{"number-of-pages": 300})
    assert (item["volume"], item["extra"], problems) == ("12", {"number-of-pages": "300"}, [])


def test_other_csl_variables_are_kept():
    others = {"editor": [{"family": "Doe"}], "accessed": {"date-parts": [[2024, 11, 26]]}, "genre": "Preprint"}
    assert read(**others)[0]["extra"] == others


def test_what_csl_has_no_place_for_is_kept_under_custom():
    item, problems = read(custom={"extra": {"shelf": [1, {"a": None}]}, "link_state": "dead"})
    assert (item["extra"], item["link_state"], problems) == ({"shelf": [1, {"a": None}]}, "dead", [])


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"editor": "Doe"}, "“editor” must be a list of names, as CSL-JSON has it"),
        ({"accessed": "today"}, "“accessed” must be a date, as CSL-JSON has it"),
        ({"genre": ["a"]}, "“genre” must be text, as CSL-JSON has it"),
        ({"publisher": ["a"]}, "“publisher” must be text, not a list"),
        ({"custom": []}, "“custom” must have named members (source_check: …)"),
        ({"custom": {"source_chek": "read"}}, "“source_chek” is not known here; did you mean “source_check”?"),
        ({"custom": {"archived": {"on": "2024-11-26"}}}, "“url” is missing"),
        ({"custom": {"extra": 1}}, "“extra” must have named members"),
        ({"custom": {"unconfirmed": ["title", "title"]}}, "“title” is in this list twice; it stands on line 1 already"),
    ],
)
def test_value_of_the_wrong_shape_is_refused(members, reason):
    assert read(**members)[1] == [reason]


def test_source_that_is_no_object_is_refused():
    problems = ProblemList()
    assert read_source("smith2024", At(Loaded("sources.json", [], {}), problems)) == {}
    assert [problem.reason for problem in problems.found] == [
        'a source must be an object: {"id": …, "type": …, "title": …}'
    ]
