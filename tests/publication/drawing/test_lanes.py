from hypothesis import given
from hypothesis import strategies as st

from casestudies.publication.drawing.lanes import pack, pack_either, spread

INTERVALS = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)).map(lambda pair: (pair[0], sum(pair))), max_size=30)


@given(INTERVALS)
def test_intervals_of_a_lane_stand_apart(intervals):
    lanes = pack(intervals, 2)

    rows = list(zip(lanes, intervals, strict=True))
    for index, (lane, (start, end)) in enumerate(rows):
        for other_lane, (other_start, other_end) in rows[:index]:
            assert lane != other_lane or end + 2 <= other_start or other_end + 2 <= start


def test_the_first_lane_with_room_is_taken_whichever_place_it_needs():
    assert pack([(0, 10), (5, 15), (12, 20)], 1) == [0, 1, 0]
    assert pack_either([[(0, 10)], [(5, 15), (11, 21)], [(5, 15), (30, 40)]], 1) == [(0, 0), (0, 1), (0, 1)]


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 40)), max_size=30))
def test_labels_are_spread_in_order_and_stay_inside_where_they_fit(labels):
    labels.sort()
    wanted, heights = [place for place, _ in labels], [height for _, height in labels]
    tops = spread(wanted, heights, 0, 300)

    for index in range(1, len(tops)):
        assert tops[index] >= tops[index - 1] + heights[index - 1] - 1e-6
    assert all(top >= -1e-6 for top in tops)
    if tops and sum(heights) <= 300:
        assert tops[-1] + heights[-1] <= 300 + 1e-6


def test_labels_with_room_stand_where_they_are_wanted():
    assert spread([10, 100], [10, 10], 0, 200) == [5, 95]
