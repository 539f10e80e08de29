"""An edition as the API serves it: the snapshot with bodies rendered, serialised once at publication."""

from collections.abc import Mapping
from typing import Any

from casestudies.publication.render import Rendered

# Parts of the snapshot that the API serves as they stand.
AS_THEY_STAND = (
    "uuid",
    "title",
    "question",
    "summary",
    "language",
    "licence",
    "event",
    "at_a_glance",
    "topics",
    "jurisdictions",
    "contributors",
    "objectives",
    "questions",
    "timeline",
    "figures",
    "parties",
    "classifications",
    "instruments",
    "disclosures",
    "sources",
)


def api_document(snapshot: Mapping[str, Any], rendered: Rendered) -> dict[str, Any]:
    """The frozen part of an API answer; what changes around it is added by the door."""
    document = {name: snapshot[name] for name in AS_THEY_STAND}
    bodies = rendered.sections
    document["sections"] = [
        {
            "uuid": section["uuid"],
            "anchor": section["anchor"],
            "heading": section["heading"],
            "kind": section["kind"],
            "body": bodies[section["anchor"]],
        }
        for section in snapshot["sections"]
    ]
    document["word_count"] = rendered.word_count
    document["reading_minutes"] = rendered.reading_minutes
    return document
