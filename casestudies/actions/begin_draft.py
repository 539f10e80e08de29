"""Begin a case study from a document that came from elsewhere, with notes for whoever works on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from casestudies.actions.write_draft import write_draft
from casestudies.errors import NotAllowed
from casestudies.models import Account, CaseStudy, Note
from casestudies.permissions import can_create
from casestudies.prose.excerpt import one_line


@dataclass(frozen=True)
class NewNote:
    """A note on a section, by its UUID, or on the whole; `passage` are the words that it is about."""

    section: str | None
    passage: str
    body: str


def begin_draft(
    document: Mapping[str, Any], *, slug: str, notes: Sequence[NewNote], by: Account, now: datetime
) -> CaseStudy:
    """`document` has the shape of a snapshot. Raises NotAllowed, NotReady; then nothing was written."""
    if not can_create(by):
        raise NotAllowed("You may not begin case studies.")
    with transaction.atomic():
        draft = write_draft(document, teaching={}, slug=slug, by=by, now=now)
        Note.objects.bulk_create(
            Note(
                case_study=draft,
                section=UUID(note.section) if note.section else None,
                passage=note.passage,
                body=note.body,
                folded=one_line(note.body),
                by=by,
                at=now,
            )
            for note in notes
        )
        return draft
