"""Compares what readers are shown with what the record says, and names each difference."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from casestudies.enums import NoticeKind, PublicStatus
from casestudies.models import Correction, Edition, PublicState, Rendering, SearchEntry, Withdrawal
from casestudies.publication.derived import rendering_fields
from casestudies.publication.indexing import terms
from casestudies.publication.render import RENDERER_VERSION, render_article
from casestudies.publication.search_entry import search_entry
from casestudies.publication.search_facets import FacetValue, facet_values
from casestudies.queries.language_versions import sayings

# The columns of a rendering by what a reader would call them.
COLUMNS = {
    "html": "page",
    "contents": "table of contents",
    "text": "plain text",
    "document": "API document",
    "card": "entry in lists",
    "json_ld": "description for search engines",
    "bodies": "text in other forms",
    "statements": "list of statements",
    "word_count": "word count",
    "reading_minutes": "reading time",
}


def is_comparable(edition: Edition) -> bool:
    """Whether the edition's rendering was made by this version of the code, so that it can be made again alike."""
    rendering: Rendering | None = getattr(edition, "rendering", None)
    return rendering is not None and rendering.renderer_version == RENDERER_VERSION


def rendering_faults(edition: Edition, state: PublicState | None) -> Iterator[str]:
    """What differs between the edition's text and what is shown of it, in sentences.

    `state` with its search entry and terms if this edition is the current one. The payload is there and as published.
    """
    if not hasattr(edition, "rendering"):
        yield "Its page is missing."
        return
    if not is_comparable(edition):
        return
    snapshot = json.loads(edition.payload.content)
    links = state.link_states if state else {}
    rendered = render_article(snapshot, edition.fact_check.get("marks", ()), links=links)
    made = rendering_fields(snapshot, rendered, edition.fact_check)
    for column, name in COLUMNS.items():
        if getattr(edition.rendering, column) != made[column]:
            yield f"Its {name} is not what its text makes."
    if state is None:
        return
    yield from _search_faults(state, snapshot, made)
    followed = snapshot.get("translation_of") or {}
    if str(state.translation_of or "") != followed.get("uuid", ""):
        yield "What it is a translation of is not what its text says."
    if {_row(term) for term in state.terms.all()} != {_row(term) for term in terms(snapshot)}:
        yield "Its topics, parties or sources in lists are not what its text makes."


def _search_faults(state: PublicState, snapshot: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[str]:
    """`made` is the rendering's columns."""
    entry: SearchEntry | None = getattr(state, "search", None)
    facets = sorted(FacetValue(row.facet, row.value, row.also, row.label) for row in state.facets.all())
    if (state.status == PublicStatus.LIVE) != (state.withdrawal is None):
        return  # one of the two was altered, which `state_faults` says
    if state.withdrawal:
        if entry is not None or facets:
            yield "It was withdrawn, and search still finds it."
        return
    columns = search_entry(snapshot, made["contents"])
    if entry is None or any(getattr(entry, column) != value for column, value in columns.items()):
        yield "Its search entry is not what its text makes."
    if facets != facet_values(snapshot, made["card"]):
        yield "What lists narrow it by is not what its text makes."


def state_faults(state: PublicState | None, editions: Sequence[Edition]) -> Iterator[str]:
    """What differs between a case study's public state and its editions and notices, oldest first, in sentences.

    Each edition with its correction and withdrawals.
    """
    newest = editions[-1]
    if state is None:
        yield "Its editions are on record and the public sees nothing of it."
        return
    if state.edition_id != newest.pk:
        yield "The public sees an edition that is not the newest."
    if state.uuid != newest.case_study.uuid:
        yield "Its public identifier was changed."
    if state.first_published_at != editions[0].published_at:
        yield "The day of its first publication was changed."
    corrections = [edition.correction for edition in reversed(editions) if hasattr(edition, "correction")]
    if _dated(state.corrections) != [_correction(row) for row in corrections]:
        yield "The corrections that the public sees are not those on record."
    notices = sorted((row for edition in editions for row in edition.withdrawals.all()), key=lambda row: row.pk)
    standing = notices[-1] if notices and notices[-1].kind == NoticeKind.WITHDRAWN else None
    if standing and state.status != PublicStatus.WITHDRAWN:
        yield "The record says it was withdrawn, the public sees it."
    if not standing and state.status != PublicStatus.LIVE:
        yield "The public sees it as withdrawn, the record does not say so."
    if (state.versions or state.translation_of) and _misstated(state):
        yield "What pages say of this text in other languages is not what is public of it."
    if _dated([state.withdrawal] if state.withdrawal else []) != ([_withdrawal(standing)] if standing else []):
        yield "The notice of withdrawal that the public sees is not the one on record."


def _misstated(state: PublicState) -> bool:
    """Whether a page of the same text, in whatever language, says something else of it. One query."""
    found = sayings([state.translation_of or state.uuid], state.case_study)
    return any(row.versions != said for row, said in found)


def _row(term: Any) -> tuple[str, str, str, str]:
    """A term, or the row that was made of one; labels are cut to the column's length when they are written."""
    return str(term.kind), term.key, term.label[:1000], json.dumps(term.detail, sort_keys=True)


def _dated(notices: Any) -> Any:
    """Stored notices with moments in place of their text; what is not of that shape as it stands."""
    try:
        return [{**notice, "at": datetime.fromisoformat(notice["at"])} for notice in notices]
    except (KeyError, TypeError, ValueError):
        return notices


def _correction(row: Correction) -> dict[str, Any]:
    return {"edition": row.edition.number, "note": row.note, "at": row.made_at}


def _withdrawal(row: Withdrawal) -> dict[str, Any]:
    return {"reason": row.reason, "at": row.made_at}
