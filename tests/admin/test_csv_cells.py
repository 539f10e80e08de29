"""A cell of an exported list is plain text that no spreadsheet runs."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from django.utils.safestring import mark_safe

from casestudies.admin.csv_cells import cell
from casestudies.models import Account


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (-3, "-3"),
        (date(2026, 11, 14), "2026-11-14"),
        (Account(username="ana", first_name="Ana", last_name="Ruiz"), "Ana Ruiz"),
        (mark_safe("<b>The leak</b><span>Edition&nbsp;2 &amp; more</span>"), "The leak Edition 2 & more"),
        ("<b>typed</b>", "<b>typed</b>"),
        ({"a": "é"}, '{"a": "é"}'),
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        (mark_safe("<i>=1+1</i>"), "'=1+1"),
        ("1=1", "1=1"),
    ],
)
def test_cell_is_plain_and_harmless(value, text):
    assert cell(value) == text


def test_cell_of_a_moment_names_its_zone():
    with timezone.override("Europe/Berlin"):
        assert cell(datetime(2026, 7, 1, 9, 30, tzinfo=UTC)) == "2026-07-01T11:30:00+02:00"
