import pytest

from casestudies.publication.when import in_words, is_uncertain, machine, span
from tests.publication.sample_snapshot import when

EASTERN = {"time": "08:30", "zone": "America/New_York"}


@pytest.mark.parametrize(
    ("value", "words", "datetime"),
    [
        (when("2024-01-01", "year"), "2024", "2024"),
        (when("2024-01-01", "year", circa=True), "about 2024", "2024"),
        (when("2023-01-01", "year", until="2025-01-01"), "2023 to 2025", "2023"),
        (when("2024-11-01", "month"), "November 2024", "2024-11"),
        (when("2023-07-01", "month", until="2023-11-01"), "July to November 2023", "2023-07"),
        (when("2023-12-01", "month", until="2024-01-01"), "December 2023 to January 2024", "2023-12"),
        (when("2024-11-26"), "26 November 2024", "2024-11-26"),
        (when("2024-11-26", circa=True), "about 26 November 2024", "2024-11-26"),
        (when("2023-07-14", until="2023-11-09"), "14 July to 9 November 2023", "2023-07-14"),
        (when("2023-07-14", until="2023-07-16"), "14 to 16 July 2023", "2023-07-14"),
        (when("2023-12-30", until="2024-01-02"), "30 December 2023 to 2 January 2024", "2023-12-30"),
        (
            when("2024-11-26", "time", **EASTERN),
            "26 November 2024, 08:30 (New York time)",
            "2024-11-26T08:30-05:00",
        ),
        (
            when("2024-07-26", "time", circa=True, **EASTERN),
            "26 July 2024, about 08:30 (New York time)",
            "2024-07-26T08:30-04:00",
        ),
        (
            when("2024-11-26", "time", time="08:30", zone="UTC"),
            "26 November 2024, 08:30 (UTC)",
            "2024-11-26T08:30+00:00",
        ),
        (when("2024-11-26", "time", time="08:30"), "26 November 2024, 08:30", "2024-11-26T08:30"),
        (
            when("2024-11-26", "time", time="08:30", zone="Nowhere/At_All"),
            "26 November 2024, 08:30 (At All time)",
            "2024-11-26T08:30",
        ),
        (None, "", ""),
        ({"date": "not a date"}, "", ""),
    ],
)
def test_when_says_no_more_than_is_known(value, words, datetime):
    assert (in_words(value), machine(value)) == (words, datetime)


@pytest.mark.parametrize(
    ("value", "uncertain"),
    [
        (when("2024-01-01", "year"), True),
        (when("2024-11-01", "month"), True),
        (when("2024-11-26"), False),
        (when("2024-11-26", circa=True), True),
        (when("2024-11-26", "time", **EASTERN), False),
    ],
)
def test_when_is_uncertain_unless_the_day_is_known(value, uncertain):
    assert is_uncertain(value) is uncertain


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (when("2024-01-01", "year"), ("2024-01-01", "2024-12-31")),
        (when("2024-02-01", "month"), ("2024-02-01", "2024-02-29")),
        (when("2024-11-26"), ("2024-11-26", "2024-11-26")),
        (when("2024-11-26", until="2024-11-20"), ("2024-11-26", "2024-11-26")),
        (when("2023-11-01", "month", until="2024-01-01"), ("2023-11-01", "2024-01-31")),
    ],
)
def test_when_spans_every_day_it_allows(value, days):
    assert tuple(day.isoformat() for day in span(value)) == days
