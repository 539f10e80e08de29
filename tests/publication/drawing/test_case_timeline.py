from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.drawing import timeline_tall, timeline_wide
from casestudies.publication.drawing.case_timeline import WIDE, case_timeline, known_to
from casestudies.publication.drawing.marks import Item
from casestudies.publication.drawing.moments import moment
from casestudies.publication.drawing.shapes import Bar, Dot, Line, Words
from casestudies.publication.drawing.time_axis import axis_over
from tests.publication.drawing.pictures import TITLES, event, faults, whens
from tests.publication.sample_snapshot import when

EVENTS = st.lists(
    st.builds(lambda when, title: {"when": when, "title": title}, whens(), TITLES), min_size=2, max_size=25
)


def items_of(events):
    return [
        Item(moment(each["when"]), each["title"], each["title"], number=number)
        for number, each in enumerate(events, start=1)
    ]


def wide(items):
    axis = axis_over([item.moment for item in items], WIDE - 2 * timeline_wide.EDGE)
    return timeline_wide.draw_wide(items, axis)


def tall(items):
    return timeline_tall.draw_tall(items, axis_over([item.moment for item in items], timeline_tall.height_for(items)))


@given(EVENTS)
def test_no_words_overlap_and_nothing_runs_out_whatever_the_events(events):
    items = items_of(events)

    assert faults(wide(items)[0]) == []
    assert faults(tall(items)) == []


@given(st.lists(st.builds(lambda when, title: {"when": when, "title": title}, whens(2024, 2024), TITLES), max_size=25))
def test_no_words_overlap_within_one_year(events):
    items = items_of(events)
    if items:
        assert faults(wide(items)[0]) == []
        assert faults(tall(items)) == []


def test_sixty_events_at_different_minutes_of_a_day_are_numbered_and_apart():
    events = [event("2024-11-26", f"Event {n}", "time", time=f"{8 + n // 6:02}:{n % 6}0") for n in range(60)]
    drawing, is_numbered = wide(items_of(events))

    assert is_numbered
    assert faults(drawing) == []
    assert "07:00" not in {shape.text for shape in drawing.flat() if isinstance(shape, Words)}
    numbers = {shape.text for shape in drawing.flat() if isinstance(shape, Words) and shape.css == "picture-words"}
    assert numbers == {str(number) for number in range(1, 61)}
    assert faults(tall(items_of(events))) == []


def test_events_of_one_date_share_a_mark_where_numbers_stand():
    events = [event("2020-01-01", f"Event {n}") for n in range(40)] + [event("2024-01-01", "The last")]
    drawing, is_numbered = wide(items_of(events))

    assert is_numbered
    assert [shape.text for shape in drawing.flat() if isinstance(shape, Words) and shape.y > 30] == ["1–40", "41"]


def test_few_events_bear_their_words_and_thirty_years_fit():
    items = items_of([event(f"{year}-05-01", f"What happened in {year}") for year in range(1996, 2026, 3)])
    drawing, is_numbered = wide(items)

    said = {shape.text for shape in drawing.flat() if isinstance(shape, Words)}
    assert not is_numbered
    assert {f"What happened in {year}" for year in range(1996, 2026, 3)} <= said
    assert {"2000", "2010", "2020"} <= said


def test_what_is_known_to_the_year_is_hatched_over_it_and_a_time_is_a_point():
    items = items_of([event("2023-01-01", "Vague", "year"), event("2024-06-01", "Exact", "time", time="12:00")])
    shapes = [shape for shape in wide(items)[0].flat() if isinstance(shape, Bar | Dot)]

    bar, dot = shapes
    assert (bar.css, bar.hatched, dot.css) == ("picture-vague", True, "picture-point")
    assert 0.68 < bar.width / (dot.x - bar.x) < 0.72  # 365 of 517.5 days


def test_a_period_is_not_hatched_and_an_approximate_day_is_hollow():
    period = event("2022-01-01", "A strike", until="2022-12-31")
    items = items_of([period, event("2024-06-01", "About then", circa=True), event("2024-07-01", "Then")])
    shapes = [shape for shape in wide(items)[0].flat() if isinstance(shape, Bar | Dot)]

    assert [shape.css for shape in shapes] == ["picture-span", "picture-vague", "picture-point"]


def test_lines_to_the_words_of_a_tall_picture_do_not_cross():
    items = items_of([event(f"2024-01-{day:02}") for day in range(1, 20)] + [event("2024-01-01", "x", "month")])
    lines = [shape for shape in tall(items).flat() if isinstance(shape, Line) and shape.css == "picture-lead"]

    assert lines == sorted(lines, key=lambda line: line.y2)
    assert [line.y1 for line in lines] == sorted(line.y1 for line in lines)


@pytest.mark.parametrize(
    "events",
    [[], [event("2024-11-26")], [event("2024-11-26"), event("2024-11-26", "Again")], [event(""), event("2024-11-26")]],
)
def test_no_picture_where_there_are_not_two_dates_to_see_apart(events):
    assert case_timeline(events) is None


def test_picture_is_an_image_with_a_name_and_says_the_same_as_a_table():
    picture = case_timeline([event("2024-11-26", "A & <b>"), event("2023-01-01", "Before", "year"), event("")])

    for form in (picture.wide, picture.tall):
        drawn = ElementTree.fromstring(form)
        by_id = {each.get("id"): each.text for each in drawn.iter() if each.get("id")}
        assert drawn.get("role") == "img"
        assert by_id[drawn.get("aria-labelledby")] == "2 events on a line of time"
        assert by_id[drawn.get("aria-describedby")] == (
            "From 2023 to 26 November 2024. The date of 1 of them is uncertain and hatched. "
            "The list below says the same in words."
        )
        assert "style" not in {name for each in drawn.iter() for name in each.attrib}
        assert "A & <b>" in {each.text for each in drawn.iter("text")}
    assert picture.rows == [
        {"when": "26 November 2024", "title": "A & <b>", "known": "the day"},
        {"when": "2023", "title": "Before", "known": "the year"},
        {"when": "", "title": "A form appears", "known": "not recorded"},
    ]


def test_picture_runs_from_right_to_left_where_the_text_does():
    events = [event("2020-01-01", "Early"), event("2024-01-01", "Late")]

    def places(**how):
        circles = ElementTree.fromstring(case_timeline(events, **how).wide).iter("circle")
        return [float(each.get("cx")) for each in circles]

    early, late = places()
    assert early < late
    assert places(right_to_left=True) == [late, early]
    assert 'direction="rtl"' in case_timeline(events, right_to_left=True).wide


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (when("2024-01-01", "month"), "the month"),
        (when("2024-01-01", "time", time="08:30", circa=True), "about the minute"),
        (None, "not recorded"),
    ],
)
def test_known_to_says_how_exactly(date, words):
    assert known_to(date) == words
