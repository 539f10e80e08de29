"""Dates as other programs write them, as CSL's date-parts."""

import re
from typing import Any

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(_MONTHS.split(), start=1)}
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![\d])")
_WORDED = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? +(?P<month>[A-Za-z]{3,9})\.?,? +(?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? +(?P<day>\d{1,2})(?:st|nd|rd|th)?,? +(?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,? +(?P<year>\d{4})"),
)


def iso_date(text: str) -> dict[str, Any] | None:
    """`2024-11-26T08:30`, `2024/11/26/`, `2024-11`, `26 November 2024`, `Nov 2024` -> date-parts; None without a year.

    What is finer than it can be (month 13) is left out.
    """
    text = text.strip().strip("/")
    found = _ISO.match(text)
    if found:
        return _parts(int(found[1]), found[2], found[3])
    for pattern in _WORDED:
        if (worded := pattern.search(text)) and (month := MONTHS.get(worded["month"][:3].lower())):
            return _parts(int(worded["year"]), month, worded.groupdict().get("day"))
    year = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", text)
    return {"date-parts": [[int(year[1])]]} if year else None


def _parts(year: int, month: str | int | None, day: str | int | None) -> dict[str, Any]:
    parts = [year]
    if month and 1 <= int(month) <= 12:
        parts.append(int(month))
        if day and 1 <= int(day) <= 31:
            parts.append(int(day))
    return {"date-parts": [parts]}
