"""An edition as the API serves it: the snapshot with bodies rendered, serialised once at publication.

Pictures have addresses without a host here; the door that serves the document knows the site's own.
"""

from collections.abc import Mapping
from typing import Any

from casestudies.publication.figures import media_url
from casestudies.publication.render import Rendered
from casestudies.publication.web_addresses import followable

# Parts of the snapshot that the API serves as they stand.
AS_THEY_STAND = (
    "schema_version",
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
    "classifications",
    "instruments",
    "disclosures",
)


def api_document(snapshot: Mapping[str, Any], rendered: Rendered) -> dict[str, Any]:
    """The frozen part of an API answer; what changes around it is added by the door."""
    snapshot = followable(snapshot)
    document = {name: snapshot[name] for name in AS_THEY_STAND}
    document["timeline"] = [
        {**event, "checked": f"timeline[{index}]" in rendered.checked_places}
        for index, event in enumerate(snapshot["timeline"])
    ]
    document["parties"] = [
        {**party, "response": {**party["response"], "checked": f"parties[{index}].response" in rendered.checked_places}}
        for index, party in enumerate(snapshot["parties"])
    ]
    document["sections"] = [_section(section, rendered) for section in snapshot["sections"]]
    document["figures"] = [_figure(figure) for figure in snapshot["figures"]]
    document["sources"] = [_source(source, rendered) for source in snapshot["sources"]]
    document["word_count"] = rendered.word_count
    document["reading_minutes"] = rendered.reading_minutes
    return document


def _section(section: Mapping[str, Any], rendered: Rendered) -> dict[str, Any]:
    """With its body as reading HTML in place of the prose."""
    frame = {name: section[name] for name in ("uuid", "anchor", "heading", "kind")}
    return {**frame, "body": rendered.sections[section["anchor"]]}


def _figure(figure: Mapping[str, Any]) -> dict[str, Any]:
    """With its picture's address in place of the file's ending."""
    shown = {name: value for name, value in figure.items() if name != "extension"}
    return {**shown, "url": media_url(figure["sha256"], figure.get("extension", ""))}


def _source(source: Mapping[str, Any], rendered: Rendered) -> dict[str, Any]:
    """With the number that bodies cite it by, and the id that they link to."""
    number, anchor = rendered.source_marks[source["key"]]
    return {**source, "number": number, "anchor": anchor}
