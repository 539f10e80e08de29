from casestudies.publication.scale import Label, Mark, scale
from tests.publication.sample_snapshot import when


def test_scale_of_a_few_days_is_none():
    assert scale([when("2024-11-26"), when("2024-11-27"), when("2024-11-30")]) is None


def test_scale_of_two_events_is_none():
    assert scale([when("2020-01-01"), when("2024-01-01"), None]) is None


def test_scale_gives_uncertain_dates_their_whole_width():
    drawn = scale([when("2023-01-01", "year"), when("2024-07-01"), when("2026-12-31")])

    assert drawn.marks == (
        Mark(at="0%", width="24.93%", uncertain=True),
        Mark(at="37.47%", width="0%", uncertain=False),
        Mark(at="100%", width="0%", uncertain=False),
    )
    assert drawn.labels == (
        Label(at="25%", words="2024", edge=""),
        Label(at="50.07%", words="2025", edge=""),
        Label(at="75.07%", words="2026", edge=""),
    )


def test_scale_of_a_century_keeps_its_labels_apart():
    drawn = scale([when("1920-05-01"), when("1970-05-01"), when("2020-05-01")])

    assert len(drawn.labels) == 7


def test_scale_of_a_year_marks_months():
    drawn = scale([when("2024-01-01"), when("2024-06-01"), when("2024-12-31")])

    assert [(label.words, label.edge) for label in drawn.labels] == [
        ("Jan 2024", "first"),
        ("Apr 2024", ""),
        ("Jul 2024", ""),
        ("Oct 2024", ""),
    ]
