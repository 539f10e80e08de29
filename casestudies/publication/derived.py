"""What is made from an edition's snapshot and stored beside it, column by column."""

from collections.abc import Mapping
from typing import Any

from casestudies.publication.article_metadata import article_json_ld
from casestudies.publication.canonical import canonical_text
from casestudies.publication.document import api_document
from casestudies.publication.indexing import card
from casestudies.publication.render import RENDERER_VERSION, Rendered
from casestudies.publication.section_bodies import section_bodies
from casestudies.publication.statement_rows import statement_rows


def rendering_fields(snapshot: Mapping[str, Any], rendered: Rendered, fact_check: Mapping[str, Any]) -> dict[str, Any]:
    """The rendering's columns, as this version of the code makes them."""
    return {
        "renderer_version": RENDERER_VERSION,
        "html": rendered.html,
        "contents": rendered.contents,
        "text": rendered.text,
        "document": canonical_text(api_document(snapshot, rendered)),
        "card": card(snapshot, rendered, fact_check),
        "json_ld": article_json_ld(snapshot),
        "bodies": section_bodies(snapshot),
        "statements": statement_rows(snapshot, rendered.source_marks, fact_check.get("marks", ())),
        "word_count": rendered.word_count,
        "reading_minutes": rendered.reading_minutes,
    }
