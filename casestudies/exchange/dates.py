"""Dates as precise as they are known: `2024`, `2024-11`, `2024-11-26`, `2024-11-26 08:30`."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from casestudies.enums import DatePrecision
from casestudies.exchange.schema import At, Day, Flag, Text
from casestudies.models.fields import time_zones

# The members that tell of a date, wherever a file gives one.
WHEN_MEMBERS: dict[str, Any] = {"when": Text(), "zone": Text(), "circa": Flag(), "until": Day()}

_SHAPE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:[ T](?P<time>[0-9]{2}:[0-9]{2}))?)?)?"
)


def read_when(row: Mapping[str, Any], at: At) -> dict[str, Any] | None:
    """The snapshot's date from the members of a record; None if it gives none."""
    if not row["when"]:
        for name in ("zone", "until"):
            if row[name]:
                (at / name).problem(f"“{name}” belongs to a date; give “when”, too")
        if row["circa"]:
            (at / "circa").problem("“circa” belongs to a date; give “when”, too")
        return None
    parsed = _parse(row["when"])
    if parsed is None:
        (at / "when").problem(
            f"“{row['when'][:40]}” is not a date; write 2024, 2024-11, 2024-11-26 or 2024-11-26 08:30"
        )
        return None
    timed = parsed["precision"] == DatePrecision.TIME
    if timed and not row["zone"]:
        (at / "when").problem("a time of day needs its “zone”, such as America/New_York")
    elif row["zone"] and not timed:
        (at / "zone").problem("“zone” belongs to a time of day, and “when” gives none")
    elif row["zone"] and row["zone"] not in time_zones():
        (at / "zone").problem(f"“{row['zone']}” is not a time zone; write one such as Europe/London")
    if row["until"] and row["until"] < parsed["date"]:
        (at / "until").problem(f"“until” is before “when”: {row['until']}")
    return {**parsed, "zone": row["zone"], "circa": row["circa"], "until": row["until"]}


def write_when(when: Mapping[str, Any] | None) -> dict[str, Any]:
    """The members that tell of a date; none for none."""
    if when is None:
        return {}
    precision = when["precision"]
    text = when["date"][: {"year": 4, "month": 7}.get(precision, 10)]
    if precision == DatePrecision.TIME:
        text = f"{text} {when['time']}"
    return {"when": text, "zone": when["zone"], "circa": when["circa"], "until": when["until"]}


def _parse(text: str) -> dict[str, str] | None:
    found = _SHAPE.fullmatch(text)
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
        clock = time.fromisoformat(found["time"]) if found["time"] else None
    except ValueError:
        return None
    precisions = {"time": DatePrecision.TIME, "day": DatePrecision.DAY, "month": DatePrecision.MONTH}
    precision = next((value for group, value in precisions.items() if found[group]), DatePrecision.YEAR)
    return {
        "date": day.isoformat(),
        "precision": str(precision),
        "time": clock.strftime("%H:%M") if clock else "",
    }
