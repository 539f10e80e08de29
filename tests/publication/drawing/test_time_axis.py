from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.drawing.moments import Moment, moment, moments
from casestudies.publication.drawing.time_axis import axis_over
from tests.publication.drawing.pictures import whens
from tests.publication.sample_snapshot import when


def axis(first, last, length=600.0):
    found = [moment(when(first)), moment(when(last))]
    return axis_over(found, length)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-11-26", "2024-11-26", ["00:00", "06:00", "12:00", "18:00", "00:00"]),
        ("2024-11-28", "2024-11-30", ["28 Nov 2024", "29 Nov 2024", "30 Nov 2024", "1 Dec 2024"]),
        ("2024-01-05", "2024-06-20", ["Feb 2024", "Mar 2024", "Apr 2024", "May 2024", "Jun 2024"]),
        ("1995-03-01", "2024-06-20", ["2000", "2005", "2010", "2015", "2020"]),
    ],
)
def test_ticks_are_of_the_unit_that_fits(first, last, words):
    assert [label for _, label in axis(first, last).ticks(6)] == words


@given(whens(1, 9999), whens(1, 9999), st.integers(3, 15))
def test_ticks_of_any_two_dates_are_in_order_and_few(one, other, most):
    line = axis_over([moment(one), moment(other)], 600)
    ticks = line.ticks(most)

    assert [place for place, _ in ticks] == sorted({place for place, _ in ticks})
    assert len(ticks) <= most + 2
    assert all(0 <= place <= 600 for place, _ in ticks)


def test_axis_around_a_single_day_has_the_length_asked_for():
    line = axis_over([moment(when("2024-07-01"))], 100, least=365.0)

    assert line.last - line.first == 365
    assert [label for _, label in line.ticks(3)] == ["Jan 2024", "Jul 2024"]


def test_moments_of_one_zone_keep_its_clock_and_of_several_go_to_utc():
    day = date(2024, 11, 26).toordinal()
    early = when("2024-11-26", "time", time="06:00", zone="America/New_York")
    late = when("2024-11-26", "time", time="18:00", zone="Europe/Berlin")

    assert [found.first - day for found in moments([early])] == [0.25]
    assert [round((found.first - day) * 24, 6) for found in moments([early, late])] == [11, 17]


def test_moment_is_as_vague_as_the_record():
    day = float(date(2024, 2, 1).toordinal())

    assert moment(when("2024-02-01", "month")) == Moment(day, day + 29, is_vague=True, is_about=False)
    assert moment(when("2024-02-01", until="2024-02-02")) == Moment(day, day + 2, is_vague=False, is_about=False)
    assert moment(when("2024-02-01", "time", time="25:99")) == Moment(day, day + 1, True, False, is_day=True)
    assert moment(None) is None
    assert moment(when("")) is None
