"""What differs between two states of a case study, in a few words: enough to decide whether to look."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.publication.compare import Comparison, PartChange, compare


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """`["title", "the section “The letter”", …]`; empty when the two say the same."""
    return parts_of(compare(before, after))


def parts_of(comparison: Comparison) -> list[str]:
    """The same of a comparison that is there already."""
    fields = [field.label.partition(":")[0] for field in comparison.frame]
    parts = [part for part in comparison.parts if part.differs and part.name != "sections"]
    found = [*fields, *(part.label[:1].lower() + part.label[1:] for part in parts)]
    return list(dict.fromkeys(found)) + _sections(comparison.part("sections"))


def _sections(part: PartChange) -> list[str]:
    titles = {what: [row.title for row in part.rows if row.what == what] for what in ("changed", "added", "removed")}
    parts = named(titles["changed"], _("the section %(names)s"), _("the sections %(names)s"))
    parts += named(titles["added"], _("the new section %(names)s"), _("the new sections %(names)s"))
    parts += named(titles["removed"], _("the removed section %(names)s"), _("the removed sections %(names)s"))
    if any(row.is_moved for row in part.rows):
        parts.append(_("the order of the sections"))
    return parts


def named(headings: Sequence[str], one: str, many: str) -> list[str]:
    if not headings:
        return []
    shown = [f"“{heading}”" for heading in headings[:4]]
    rest = len(headings) - len(shown)
    if rest:
        shown.append(ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest})
    return [(one if len(headings) == 1 else many) % {"names": ", ".join(shown)}]
