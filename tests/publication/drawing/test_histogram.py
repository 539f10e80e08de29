from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.drawing.histogram import FEWEST, Bucket, buckets, draw_tall, draw_wide
from casestudies.publication.drawing.shapes import Bar, Group, Words
from tests.publication.drawing.pictures import faults


def month(year, number=1):
    return year * 12 + number - 1


COUNTS = st.dictionaries(st.integers(month(1900), month(2030, 12)), st.integers(1, 5000), min_size=1, max_size=40)


def address(part):
    return f"/{part.first}"


def drawn(draw, parts):
    return draw(parts, [part.words for part in parts], address)


@given(COUNTS, st.integers(FEWEST, 36))
def test_every_case_is_in_one_column_and_words_stay_apart_and_inside(counts, most):
    rows = sorted(counts.items())
    parts = buckets(rows, rows[0][0], rows[-1][0], most)

    assert 1 <= len(parts) <= most
    assert sum(part.count for part in parts) == sum(counts.values())
    assert [part.first for part in parts[1:]] == [part.last + 1 for part in parts[:-1]]
    assert faults(drawn(draw_wide, parts), marks=False) == []
    assert faults(drawn(draw_tall, parts), marks=False) == []


def test_columns_stand_for_whole_units_and_empty_ones_are_left_as_gaps():
    rows = [(month(2000, 6), 2), (month(2003, 1), 1)]

    assert buckets(rows, month(2000), month(2003, 12), 4) == [
        Bucket(month(2000), month(2000, 12), 2),
        Bucket(month(2001), month(2001, 12), 0),
        Bucket(month(2002), month(2002, 12), 0),
        Bucket(month(2003), month(2003, 12), 1),
    ]
    wide = drawn(draw_wide, buckets(rows, month(2000), month(2003, 12), 4))
    links = [shape.href for shape in wide.shapes if isinstance(shape, Group)]
    assert links == [f"/{month(2000)}", f"/{month(2003)}"]


def test_the_highest_column_is_as_high_as_its_count_says():
    parts = buckets([(month(2000), 10), (month(2001), 5)], month(2000), month(2001, 12), 2)
    bars = [shape for shape in drawn(draw_wide, parts).flat() if isinstance(shape, Bar) and shape.css == "picture-bar"]

    assert [bar.height for bar in bars] == [180, 90]


def test_years_are_written_once_where_they_begin():
    parts = buckets([(month(2020), 1)], month(2020), month(2022, 12), 36)
    wide = drawn(draw_wide, parts)

    assert [shape.text for shape in wide.flat() if isinstance(shape, Words)][:4] == ["2020", "1", "2021", "2022"]


def test_parts_are_named_by_what_they_span():
    assert Bucket(month(2024), month(2024, 12), 0).words == "2024"
    assert Bucket(month(2020), month(2021, 12), 0).words == "2020–2021"
    assert Bucket(month(2024, 3), month(2024, 3), 0).words == "March 2024"
    assert Bucket(month(2024, 1), month(2024, 3), 0).words == "January–March 2024"
    assert Bucket(month(2023, 11), month(2024, 2), 0).words == "November 2023–February 2024"
    assert Bucket(month(2024), month(2025, 12), 0).short_words == "2024"
    assert Bucket(month(2024, 4), month(2024, 6), 0).short_words == "Apr 2024"
