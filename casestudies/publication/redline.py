"""A comparison as a page shows it: headings, folds and lines with their HTML. The public site and the desk print it.

The templates are in templates/compare/, the styles in static/css/redline.css.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.publication.compare import Comparison, FieldChange, PartChange, RowChange
from casestudies.publication.compare_outline import in_words, outline
from casestudies.publication.render_diff import DiffRenderer

Row = Mapping[str, Any]


@dataclass(frozen=True)
class RedlineField:
    """A field under its label; prose has a column of its own."""

    label: str
    html: SafeString
    is_prose: bool


@dataclass(frozen=True)
class RedlineRow:
    """A row that differs, with words for what became of it; or, where the whole text is shown, one that does not."""

    title: str
    what: str
    marks: tuple[str, ...]
    fields: tuple[RedlineField, ...]


@dataclass(frozen=True)
class RedlineFold:
    """Rows that do not differ, by their titles."""

    words: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class RedlinePart:
    name: str
    label: str
    entries: tuple[RedlineRow | RedlineFold, ...]


@dataclass(frozen=True)
class Redline:
    """What a page prints. `summary` counts in words; empty where the two say the same."""

    summary: str
    frame: tuple[RedlineField, ...]
    parts: tuple[RedlinePart, ...]


def redline(comparison: Comparison, *, whole: bool = False) -> Redline:
    """The page of a comparison; `whole` shows the sections that did not change, too, with all their text."""
    captions = {
        row.key: str((row.after or row.before or {}).get("caption", "")) for row in comparison.part("figures").rows
    }
    renderer = DiffRenderer(comparison.names, captions, whole=whole)
    parts = tuple(
        RedlinePart(part.name, part.label, tuple(_entries(part, renderer)))
        for part in comparison.parts
        if part.differs or (whole and part.name == "sections" and part.rows)
    )
    return Redline(in_words(outline(comparison)), tuple(_field(change, renderer) for change in comparison.frame), parts)


def _entries(part: PartChange, renderer: DiffRenderer) -> Iterator[RedlineRow | RedlineFold]:
    for differs, rows in groupby(part.rows, key=lambda row: row.is_shown):
        if differs:
            yield from (_row(row, renderer) for row in rows)
        elif renderer.whole and part.name == "sections":
            yield from (_unchanged(row, renderer) for row in rows)
        else:
            yield _fold(part, list(rows))


def _fold(part: PartChange, rows: Sequence[RowChange]) -> RedlineFold:
    if part.name == "sections":
        words = ngettext("%(count)s section unchanged", "%(count)s sections unchanged", len(rows))
    else:
        words = ngettext("%(count)s entry unchanged", "%(count)s entries unchanged", len(rows))
    return RedlineFold(words % {"count": len(rows)}, tuple(row.title for row in rows))


def _unchanged(row: RowChange, renderer: DiffRenderer) -> RedlineRow:
    prose = str((row.after or {}).get("prose", ""))
    return RedlineRow(row.title, "kept", (), (RedlineField("", renderer.prose(prose, prose), is_prose=True),))


def _row(row: RowChange, renderer: DiffRenderer) -> RedlineRow:
    marks = {"added": (_("Added"),), "removed": (_("Removed"),)}.get(row.what, ())
    if row.is_moved:
        place = {"was": row.was_at, "now": row.is_at}
        marks = (*marks, _("Moved from place %(was)s to place %(now)s") % place)
    # The title above says it already.
    fields = [change for change in row.fields if row.what == "changed" or row.title not in (change.was, change.now)]
    return RedlineRow(row.title, row.what, marks, tuple(_field(change, renderer) for change in fields))


def _field(change: FieldChange, renderer: DiffRenderer) -> RedlineField:
    if change.is_prose:
        return RedlineField(capfirst(change.label), renderer.prose(change.before, change.after), is_prose=True)
    return RedlineField(capfirst(change.label), renderer.text(change.was, change.now), is_prose=False)
