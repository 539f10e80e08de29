"""The samples as unsaved rows: what is live, corrected, withdrawn, redacted and moved, with editions and renderings.

Their row ids are negative, so that nothing takes one for a row.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from casestudies.enums import EditionKind, PublicStatus
from casestudies.models import Edition, PublicationSettings, PublicState, Rendering
from casestudies.publication.canonical import canonical_text, digest_of
from casestudies.publication.chain import edition_digest
from casestudies.publication.derived import rendering_fields
from casestudies.publication.render import render_article
from casestudies.publication.statements import statements_of
from casestudies.queries.sandbox.texts import sample_teaching, sample_text, uuid_of

START = datetime(2025, 3, 17, 9, 0, tzinfo=UTC)
OLD_SLUGS = {"sample-old-address": "sample-live"}
LIVE, CORRECTED, WITHDRAWN, REDACTED = "sample-live", "sample-corrected", "sample-withdrawn", "sample-redacted"
REASON = "A sample: the text rested on a source that was withdrawn."


@dataclass(frozen=True)
class Sample:
    """A case study's public state with its editions, newest first, and the text of each by the edition's row id."""

    state: PublicState
    editions: tuple[Edition, ...]
    documents: Mapping[int, dict[str, Any]]


@cache
def samples() -> dict[str, Sample]:
    """Every sample by slug. Made once a process."""
    live = sample_text(LIVE, "Sample: a chatbot at the counter", "2025-03-10")
    before = sample_text(CORRECTED, "Sample: a corrected text", "2024-11-26", topic="sample-correction")
    after = sample_text(
        CORRECTED,
        "Sample: a corrected text",
        "2024-11-26",
        topic="sample-correction",
        found="By Friday fourteen residents had asked it about parking.",
    )
    note = "Fourteen residents had asked, not forty."
    gone = sample_text(WITHDRAWN, "Sample: a withdrawn text", "2024-05-02")
    removed = sample_text(REDACTED, "Sample: a text removed for a legal reason", "2024-06-02")
    made = [
        _sample(1, LIVE, [(live, "")]),
        _sample(2, CORRECTED, [(before, ""), (after, note)]),
        _sample(3, WITHDRAWN, [(gone, "")]),
        _sample(4, REDACTED, [(removed, "")]),
    ]
    made[2].state.status = PublicStatus.WITHDRAWN
    made[2].state.withdrawal = {"reason": REASON, "at": made[2].state.changed_at.isoformat()}
    for row in (made[3].state, *made[3].editions):
        _annotate(row, is_redacted=True)
    return {sample.state.slug: sample for sample in made}


def state_at(slug: str) -> PublicState | None:
    sample = samples().get(slug)
    return sample.state if sample else None


def editions_of(state: PublicState) -> tuple[Edition, ...]:
    return samples()[state.slug].editions


def live_states() -> list[PublicState]:
    """What lists show."""
    states = (sample.state for sample in samples().values())
    return [state for state in states if state.status == PublicStatus.LIVE and state.slug != REDACTED]


def document_of(state: PublicState) -> dict[str, Any]:
    """The text of the current edition, in the snapshot's shape."""
    return samples()[state.slug].documents[state.edition.pk]


def is_sample(edition: Edition) -> bool:
    return edition.pk is not None and edition.pk < 0


def texts_of_sample(edition: Edition, columns: Collection[str]) -> dict[str, Any]:
    """Large columns of the rendering; `content` is the edition's own bytes."""
    found = {name: getattr(edition.rendering, name) for name in columns if name != "content"}
    return found | ({"content": canonical_text(document_of_sample(edition))} if "content" in columns else {})


def document_of_sample(edition: Edition) -> dict[str, Any]:
    """The text of any edition of a sample, in the snapshot's shape."""
    documents = {pk: document for sample in samples().values() for pk, document in sample.documents.items()}
    return documents[edition.pk]


def _sample(number: int, slug: str, texts: list[tuple[dict[str, Any], str]]) -> Sample:
    first = START + timedelta(days=number)
    editions: list[Edition] = []
    for index, (document, note) in enumerate(texts):
        previous = editions[-1].edition_digest if editions else ""
        at = first + timedelta(days=10 * index)
        editions.append(_edition(-(number * 10 + index), document, index + 1, note, previous, at))
    current = editions[-1]
    settings = PublicationSettings()
    when = texts[-1][0]["event"]["when"]["date"]
    corrections = [
        {"edition": edition.number, "note": edition.change_note, "at": edition.published_at.isoformat()}
        for edition in reversed(editions)
        if edition.kind == EditionKind.CORRECTION
    ]
    state = PublicState(
        pk=-number,
        case_study_id=-number,
        uuid=uuid_of(slug),
        slug=slug,
        status=PublicStatus.LIVE,
        edition=current,
        first_published_at=first,
        changed_at=current.published_at,
        corrections=corrections,
        event_date=date.fromisoformat(when),
    )
    _annotate(state, publisher=settings.name, zone=settings.time_zone, is_redacted=False)
    documents = {edition.pk: document for edition, (document, _note) in zip(editions, texts, strict=True)}
    return Sample(state, tuple(reversed(editions)), documents)


def _annotate(row: Any, **columns: Any) -> None:
    """Give a row what queries annotate it with."""
    for name, value in columns.items():
        setattr(row, name, value)


def _edition(pk: int, document: dict[str, Any], number: int, note: str, previous: str, at: datetime) -> Edition:
    content, teaching = canonical_text(document), canonical_text(sample_teaching(document))
    statements = statements_of(document)
    marks = sorted({one.key for one in statements[:2]})
    fact_check = {
        "statements": len(statements),
        "checked": sum(one.key in marks for one in statements),
        "checkers": ["Chris Checker"],
        "marks": marks,
    }
    facts: dict[str, Any] = {
        "number": number,
        "kind": EditionKind.CORRECTION if note else EditionKind.INITIAL,
        "published_at": at,
        "change_note": note or "First edition.",
        "content_digest": digest_of(content),
        "teaching_digest": digest_of(teaching),
        "fact_check": fact_check,
        "previous_digest": previous,
    }
    case_uuid = UUID(document["uuid"])
    edition = Edition(
        pk=pk,
        published_by=uuid_of("account"),
        schema_version=1,
        edition_digest=edition_digest(case_uuid=case_uuid, **facts),
        **facts,
    )
    rendered = render_article(document, marks)
    edition.rendering = Rendering(edition=edition, **rendering_fields(document, rendered, fact_check))
    _annotate(edition, is_redacted=False)
    return edition
