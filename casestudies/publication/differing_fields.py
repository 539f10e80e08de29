"""The fields in which two snapshots differ, one by one, each with its redline: for choosing between two versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from casestudies.publication.compare import Notes, compare
from casestudies.publication.render_diff import DiffRenderer


@dataclass(frozen=True)
class FieldDifference:
    """`place` is the field's in the snapshot: `title`, or part, row's key and field: `sections/<uuid>/prose`."""

    place: str
    label: str
    before: Any
    after: Any
    html: SafeString


def differing_fields(
    before: Mapping[str, Any], after: Mapping[str, Any], *, notes: tuple[Notes, Notes] | None = None
) -> list[FieldDifference]:
    """In reading order; a row that came or went has a difference for each of its fields."""
    comparison = compare(before, after, notes=notes)
    renderer = DiffRenderer(comparison.names)
    places = [("", "", change) for change in comparison.frame]
    places += [
        (f"{part.name}/{row.key}/", f"{row.title}: ", change)
        for part in comparison.parts
        for row in part.rows
        for change in row.fields
    ]
    return [
        FieldDifference(
            f"{place}{change.path}",
            f"{label}{change.label}",
            change.before,
            change.after,
            renderer.prose(change.before, change.after) if change.is_prose else renderer.text(change.was, change.now),
        )
        for place, label, change in places
    ]
