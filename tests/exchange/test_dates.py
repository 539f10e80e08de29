"""Dates of varying precision, from text and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.exchange.dates import WHEN_MEMBERS, read_when, write_when
from casestudies.exchange.loaded import Loaded
from casestudies.exchange.problems import ProblemList
from casestudies.exchange.schema import At, Record
from tests.exchange.strategies import moments


def read(**members):
    problems = ProblemList()
    at = At(Loaded("file.yaml", members, {}), problems)
    return read_when(Record(WHEN_MEMBERS).read(members, at), at), [problem.reason for problem in problems.found]


@given(st.none() | moments())
def test_date_is_read_back(moment):
    assert read(**write_when(moment)) == (moment, [])


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("2024", "2024-01-01", "year"),
        ("2024-11", "2024-11-01", "month"),
        ("2024-11-26", "2024-11-26", "day"),
        ("0987", "0987-01-01", "year"),
    ],
)
def test_date_is_as_precise_as_it_is_written(text, date, precision):
    moment = {"date": date, "precision": precision, "time": "", "zone": "", "circa": False, "until": ""}
    assert read(when=text) == (moment, [])


@pytest.mark.parametrize("text", ["2024-11-26 08:30", "2024-11-26T08:30"])
def test_time_of_day_has_its_zone(text):
    moment, problems = read(when=text, zone="Europe/London", circa=True)
    assert (moment["precision"], moment["time"], moment["zone"], moment["circa"]) == (
        "time", "08:30", "Europe/London", True
    )  # fmt: skip
    assert problems == []


@pytest.mark.parametrize(
    "text",
    ["24", "2024-13", "2024-00", "2023-02-29", "2024-11-26 24:00", "2024-11-26 8:30", "26.11.2024", "٢٠٢٤", "0000"],
)
def test_what_is_no_date_is_refused(text):
    moment, problems = read(when=text, zone="UTC")
    assert moment is None
    assert problems == [f"“{text}” is not a date; write 2024, 2024-11, 2024-11-26 or 2024-11-26 08:30"]


def test_no_date_is_none():
    assert read() == (None, [])


@pytest.mark.parametrize("members", [{"circa": True}, {"zone": "UTC"}, {"until": "2024-01-01"}])
def test_what_belongs_to_a_date_needs_one(members):
    name = next(iter(members))
    assert read(**members) == (None, [f"“{name}” belongs to a date; give “when”, too"])
