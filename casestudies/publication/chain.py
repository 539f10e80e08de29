"""The digests that chain editions within a case study, and the change log over the whole site."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from casestudies.publication.canonical import canonical_text, digest_of


def instant(moment: datetime) -> str:
    """An aware moment as the digests write it: UTC, to the microsecond, with Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def to_the_millisecond(moment: datetime) -> datetime:
    """The moment without what `dumpdata` leaves out, so that a chain still holds in the database it is moved to."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def edition_digest(
    *,
    case_uuid: UUID,
    number: int,
    kind: str,
    published_at: datetime,
    change_note: str,
    content_digest: str,
    teaching_digest: str,
    fact_check: Mapping[str, Any],
    previous_digest: str,
) -> str:
    """The digest of an edition: over its texts' digests, the facts of publication, and the edition before."""
    return digest_of(
        canonical_text(
            {
                "case": str(case_uuid),
                "number": number,
                "kind": kind,
                "published_at": instant(published_at),
                "change_note": change_note,
                "content_digest": content_digest,
                "teaching_digest": teaching_digest,
                "fact_check": fact_check,
                "previous": previous_digest,
            }
        )
    )


def change_digest(
    *,
    sequence: int,
    event: str,
    case_uuid: UUID,
    edition_number: int,
    digest_of_edition: str,
    at: datetime,
    previous_digest: str,
) -> str:
    """The digest of a change-log entry: over what it says and the entry before."""
    return digest_of(
        canonical_text(
            {
                "sequence": sequence,
                "event": event,
                "case": str(case_uuid),
                "number": edition_number,
                "edition": digest_of_edition,
                "at": instant(at),
                "previous": previous_digest,
            }
        )
    )
