"""A sample made of its texts: unsaved rows with negative ids, so that nothing takes one for a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casestudies.enums import EditionKind, PublicStatus
from casestudies.models import Edition, PublicationSettings, PublicState, Rendering
from casestudies.publication.canonical import canonical_text, digest_of
from casestudies.publication.chain import edition_digest
from casestudies.publication.derived import rendering_fields
from casestudies.publication.render import render_article
from casestudies.publication.statements import statements_of
from casestudies.queries.sandbox.texts import sample_teaching, uuid_of


@dataclass(frozen=True)
class Published:
    """A text, and how it was published."""

    document: dict[str, Any]
    at: datetime
    kind: EditionKind = EditionKind.INITIAL
    note: str = "First edition."


@dataclass(frozen=True)
class Sample:
    """A case study's public state with its editions, newest first, and the text of each by the edition's row id."""

    state: PublicState
    editions: tuple[Edition, ...]
    documents: Mapping[int, dict[str, Any]]


def make_sample(number: int, slug: str, texts: Sequence[Published], *, changed_at: datetime | None = None) -> Sample:
    """What these texts, the oldest first, lead to; live, and last changed at `changed_at` or with the last of them."""
    editions: list[Edition] = []
    for index, text in enumerate(texts, start=1):
        previous = editions[-1].edition_digest if editions else ""
        editions.append(_edition(-(number * 10 + index - 1), index, text, previous))
    current = editions[-1]
    settings = PublicationSettings()
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
        first_published_at=editions[0].published_at,
        changed_at=changed_at or current.published_at,
        corrections=corrections,
        event_date=date.fromisoformat(texts[-1].document["event"]["when"]["date"]),
    )
    annotate(state, publisher=settings.name, zone=settings.time_zone, is_redacted=False)
    documents = {edition.pk: text.document for edition, text in zip(editions, texts, strict=True)}
    return Sample(state, tuple(reversed(editions)), documents)


def annotate(row: Any, **columns: Any) -> None:
    """Give a row what queries annotate it with."""
    for name, value in columns.items():
        setattr(row, name, value)


def _edition(pk: int, number: int, text: Published, previous: str) -> Edition:
    document = text.document
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
        "kind": text.kind,
        "published_at": text.at,
        "change_note": text.note,
        "content_digest": digest_of(content),
        "teaching_digest": digest_of(teaching),
        "fact_check": fact_check,
        "previous_digest": previous,
    }
    edition = Edition(
        pk=pk,
        published_by=uuid_of("account"),
        schema_version=1,
        edition_digest=edition_digest(case_uuid=UUID(document["uuid"]), **facts),
        **facts,
    )
    rendered = render_article(document, marks)
    edition.rendering = Rendering(edition=edition, **rendering_fields(document, rendered, fact_check))
    annotate(edition, is_redacted=False)
    return edition
