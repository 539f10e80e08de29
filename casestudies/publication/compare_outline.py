"""What a comparison comes to, short enough to keep beside a revision, and how that reads in words.

An outline is a list of `{"part", "what", "count", "rows"}`: `what` is changed, added, removed or moved, `rows` the
keys and titles of the first rows, of all where a row can be brought back. It holds no text of the case study but
headings.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from casestudies.publication.compare import Comparison, RowChange
from casestudies.publication.compare_parts import FRAME, PARTS

Entry = Mapping[str, Any]
Outline = list[dict[str, Any]]

FRAME_NAME = "frame"
MOST_ROWS = 4
COUNTED = {
    "sections": ngettext_lazy("%(count)s section", "%(count)s sections", "count"),
    "timeline": ngettext_lazy("%(count)s event", "%(count)s events", "count"),
    "figures": ngettext_lazy("%(count)s figure", "%(count)s figures", "count"),
    "parties": ngettext_lazy("%(count)s party", "%(count)s parties", "count"),
    "questions": ngettext_lazy("%(count)s question", "%(count)s questions", "count"),
    "teaching": ngettext_lazy("%(count)s teacher’s note", "%(count)s teacher’s notes", "count"),
    "objectives": ngettext_lazy("%(count)s objective", "%(count)s objectives", "count"),
    "topics": ngettext_lazy("%(count)s topic", "%(count)s topics", "count"),
    "classifications": ngettext_lazy("%(count)s classification", "%(count)s classifications", "count"),
    "instruments": ngettext_lazy("%(count)s policy instrument", "%(count)s policy instruments", "count"),
    "contributors": ngettext_lazy("%(count)s contributor", "%(count)s contributors", "count"),
    "sources": ngettext_lazy("%(count)s source", "%(count)s sources", "count"),
    FRAME_NAME: ngettext_lazy("%(count)s field", "%(count)s fields", "count"),
}
NAMED_FIELDS = 3


def outline(comparison: Comparison) -> Outline:
    """What the comparison comes to, in the order in which a case study is read."""
    found: Outline = []
    if comparison.frame:
        fields = [[field.path, field.label] for field in comparison.frame[:NAMED_FIELDS]]
        found.append({"part": FRAME_NAME, "what": "changed", "count": len(comparison.frame), "rows": fields})
    for part in comparison.parts:
        for what in ("changed", "added", "removed", "moved"):
            rows = [row for row in part.rows if _is(row, what)]
            if rows:
                kept = rows if (part.name, what) == ("sections", "removed") else rows[:MOST_ROWS]
                named = [[row.key, row.title] for row in kept]
                found.append({"part": part.name, "what": what, "count": len(rows), "rows": named})
    return found


def in_words(entries: Iterable[Entry]) -> str:
    """`Title changed, 3 sections changed, 1 moved, 2 sources added`; empty where nothing differs."""
    clauses = []
    before = ""
    for entry in entries:
        part, count = entry["part"], entry["count"]
        known = part == before or part not in COUNTED
        counted = str(count) if known else COUNTED[part] % {"count": count}
        if part == FRAME_NAME and count <= NAMED_FIELDS:
            counted = ", ".join(field_label(row[0], row[1]) for row in entry["rows"])
        clauses.append(_sentence(entry["what"]) % {"what": counted})
        before = part
    return capfirst(", ".join(clauses))


def removed_sections(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """UUID and heading of the sections that a save took out."""
    return [
        (row[0], row[1])
        for entry in entries
        if (entry["part"], entry["what"]) == ("sections", "removed")
        for row in entry["rows"]
    ]


def field_label(path: str, otherwise: str) -> str:
    """The name of one of the case study's own fields, in the language of whoever reads."""
    return str(FRAME[path].label) if path in FRAME else otherwise


def part_label(name: str) -> str:
    return str(PARTS[name].label)


def _sentence(what: str) -> str:
    return {
        "changed": _("%(what)s changed"),
        "added": _("%(what)s added"),
        "removed": _("%(what)s removed"),
        "moved": _("%(what)s moved"),
    }[what]


def _is(row: RowChange, what: str) -> bool:
    return row.is_moved if what == "moved" else row.what == what
