from casestudies.public.matrix import level_of, matrix, most_first, years_of
from casestudies.queries.coverage import Cell

CELLS = [Cell("US", 2020, 8), Cell("US", 2022, 1), Cell("FR", 2022, 2), Cell("FR", None, 1)]


def test_no_year_is_left_out_between_the_first_and_the_last():
    assert years_of(CELLS) == [2020, 2021, 2022, None]
    assert years_of([]) == []


def test_years_that_lie_far_apart_have_no_columns_between_them():
    assert years_of([Cell("US", 1950, 1), Cell("US", 2020, 1)]) == [1950, 2020]


def test_columns_with_most_come_first():
    cells = [Cell("6.3", "FR", 1), Cell("6.3", "US", 2), Cell("6.1", "BR", 1)]

    assert most_first(cells) == ["US", "BR", "FR"]


def test_a_cell_leads_to_its_cases_and_a_gap_nowhere():
    made = matrix(
        CELLS,
        [("US", "United States", "/us/", ""), ("FR", "France", "/fr/", "Europe")],
        [(2020, "2020"), (2022, "2022"), (None, "No date")],
        lambda key, year: f"/{key}/{year}/" if year else "",
        has_totals=True,
    )

    us, fr = made.rows
    assert [(cell.count, cell.level, cell.url) for cell in us.cells] == [
        (8, 5, "/US/2020/"),
        (1, 1, "/US/2022/"),
        (0, 0, ""),
    ]
    assert [(cell.count, cell.url) for cell in fr.cells] == [(0, ""), (2, "/FR/2022/"), (1, "")]
    assert (us.total, fr.total, fr.above) == (9, 3, "Europe")


def test_levels_grow_with_each_doubling():
    assert [level_of(count, 16) for count in (0, 1, 2, 4, 8, 16)] == [0, 1, 2, 3, 4, 5]
    assert level_of(1, 1) == 1
