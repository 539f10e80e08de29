"""What differs between two states of a case study, in a few words: enough to decide whether to look."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

WHOLE = {
    "title": gettext_lazy("title"),
    "question": gettext_lazy("question"),
    "summary": gettext_lazy("summary"),
    "language": gettext_lazy("language"),
    "licence": gettext_lazy("licence"),
    "event": gettext_lazy("date"),
    "at_a_glance": gettext_lazy("at a glance"),
    "topics": gettext_lazy("topics"),
    "jurisdictions": gettext_lazy("jurisdictions"),
    "contributors": gettext_lazy("contributors"),
    "objectives": gettext_lazy("learning objectives"),
    "questions": gettext_lazy("discussion questions"),
    "timeline": gettext_lazy("timeline"),
    "figures": gettext_lazy("figures"),
    "parties": gettext_lazy("parties"),
    "classifications": gettext_lazy("classification"),
    "instruments": gettext_lazy("policy instruments"),
    "disclosures": gettext_lazy("disclosures"),
    "sources": gettext_lazy("sources"),
}


def changed_parts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """`["title", "the section “The letter”", …]`; empty when the two say the same."""
    parts = [str(name) for key, name in WHOLE.items() if before.get(key) != after.get(key)]
    old = {section["uuid"]: section for section in before.get("sections", ())}
    new = {section["uuid"]: section for section in after.get("sections", ())}
    changed = [section["heading"] for uuid, section in new.items() if uuid in old and old[uuid] != section]
    added = [section["heading"] for uuid, section in new.items() if uuid not in old]
    removed = [section["heading"] for uuid, section in old.items() if uuid not in new]
    parts += named(changed, _("the section %(names)s"), _("the sections %(names)s"))
    parts += named(added, _("the new section %(names)s"), _("the new sections %(names)s"))
    parts += named(removed, _("the removed section %(names)s"), _("the removed sections %(names)s"))
    if [uuid for uuid in old if uuid in new] != [uuid for uuid in new if uuid in old]:
        parts.append(_("the order of the sections"))
    return parts


def named(headings: list[str], one: str, many: str) -> list[str]:
    if not headings:
        return []
    shown = [f"“{heading}”" for heading in headings[:4]]
    rest = len(headings) - len(shown)
    if rest:
        shown.append(ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest})
    return [(one if len(headings) == 1 else many) % {"names": ", ".join(shown)}]
