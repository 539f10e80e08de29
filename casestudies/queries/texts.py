"""The texts that a case study has and had: the draft as it stands, every revision, every edition.

Each has a short name for addresses: `draft`, `r3` for revision 3, `e2` for edition 2.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casestudies.models import CaseStudy, Edition, Revision
from casestudies.publication.snapshot import take_snapshot

DRAFT = "draft"
NAME = re.compile(r"([re])([1-9][0-9]{0,8})\Z")


@dataclass(frozen=True)
class CaseText:
    """A text with its teacher's notes by question. `source` is the row it comes from; None for the draft."""

    name: str
    document: Mapping[str, Any]
    notes: Mapping[str, str]
    source: Revision | Edition | None = None


class TextGone(LookupError):
    """The edition's text was removed for a legal reason."""


def text_named(case_study: CaseStudy, name: str) -> CaseText | None:
    """The text of that name, or None. One query, more for the draft. Raises TextGone."""
    if name == DRAFT:
        snapshot = take_snapshot(case_study)
        return CaseText(DRAFT, snapshot.document, json.loads(snapshot.teaching)["notes"])
    found = NAME.match(name)
    if found is None:
        return None
    number = int(found[2])
    if found[1] == "r":
        revision = Revision.objects.filter(case_study=case_study, number=number).select_related("saved_by").first()
        return text_of_revision(revision) if revision else None
    edition = Edition.objects.filter(case_study=case_study, number=number).select_related("payload").first()
    return text_of_edition(edition) if edition else None


def text_of_revision(revision: Revision) -> CaseText:
    notes = json.loads(revision.teaching)["notes"]
    return CaseText(f"r{revision.number}", json.loads(revision.content), notes, revision)


def text_of_edition(edition: Edition) -> CaseText:
    """Raises TextGone when it was redacted."""
    payload = getattr(edition, "payload", None)
    if payload is None:
        raise TextGone
    return CaseText(f"e{edition.number}", json.loads(payload.content), json.loads(payload.teaching)["notes"], edition)


def revision_at(case_study: CaseStudy, version: int) -> Revision | None:
    """The text at that version: a version that changed the address alone has the text of the one before."""
    return Revision.objects.filter(case_study=case_study, number__lte=version).order_by("-number").first()
