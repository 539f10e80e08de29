from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from casestudies.publication.edition_line import EditionLine, line_of, local_day


def line(**changes):
    facts = {"number": 2, "kind": "update", "day": date(2026, 11, 14), "statements": 36, "checked": 34}
    return EditionLine(**(facts | changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Edition 2 · 14 November 2026 · 34 of 36 statements checked"),
        ({"checked": 0}, "Edition 2 · 14 November 2026 · 0 of 36 statements checked"),
        ({"statements": 1, "checked": 1}, "Edition 2 · 14 November 2026 · 1 of 1 statement checked"),
        ({"statements": 0, "checked": 0}, "Edition 2 · 14 November 2026 · no statements to check"),
        ({"kind": "correction"}, "Edition 2 · correction · 14 November 2026 · 34 of 36 statements checked"),
    ],
)
def test_edition_line_in_words(changes, words):
    assert line(**changes).words == words


@pytest.mark.parametrize(("statements", "checked", "all_checked"), [(0, 0, False), (2, 1, False), (2, 2, True)])
def test_edition_line_knows_when_all_is_checked(statements, checked, all_checked):
    assert line(statements=statements, checked=checked).all_checked is all_checked


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", date(2026, 11, 13)), ("Asia/Tokyo", date(2026, 11, 14)), ("No/Where", date(2026, 11, 13))],
)
def test_local_day_is_the_publications_own(zone, day):
    assert local_day(datetime(2026, 11, 13, 23, 30, tzinfo=UTC), zone) == day


@pytest.mark.parametrize(("number", "changed_url"), [(1, ""), (2, "/changed/")])
def test_line_of_an_edition_has_its_facts_and_the_publications_day(number, changed_url):
    edition = SimpleNamespace(
        number=number,
        kind="update",
        published_at=datetime(2026, 11, 13, 23, 30, tzinfo=UTC),
        fact_check={"statements": 36, "checked": 34, "checkers": []},
        change_note="More is known.",
    )

    assert line_of(edition, "Asia/Tokyo", changed_url="/changed/") == line(
        number=number, note="More is known.", changed_url=changed_url
    )
