"""The site's signing keys and what they signed, as anybody may read it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from casestudies.models import Edition, EditionSignature, SigningKey
from casestudies.publication.chain import instant
from casestudies.publication.proof import Signed, is_genuine
from casestudies.queries.sandbox.proofs import sample_key, sample_signature
from casestudies.queries.sandbox.states import is_sample


def signing_keys(now: datetime) -> QuerySet[SigningKey]:
    """The keys that sign now, the oldest first."""
    in_use = Q(retired_at=None) | Q(retired_at__gt=now)
    return SigningKey.objects.filter(in_use).order_by("created_at", "pk")


def published_keys() -> list[dict[str, Any]]:
    """Every key there ever was, as JSON Web Keys (RFC 8037) with the time in which each signed. One query."""
    return [_as_json(key) for key in SigningKey.objects.order_by("-created_at", "-pk")]


def sample_keys() -> list[dict[str, Any]]:
    """The same of what signs the samples, which the site's own keys know nothing of. No query."""
    return [_as_json(sample_key())]


def proof_of(edition: Edition, case_uuid: UUID) -> dict[str, Any]:
    """What proves an edition: its digests, and each signature with the statement that it signs.

    One query, none for a sample.
    """
    rows: Iterable[EditionSignature] = (
        [sample_signature(edition, case_uuid)]
        if is_sample(edition)
        else EditionSignature.objects.filter(edition=edition).select_related("key").order_by("-pk")
    )
    return {
        "case": str(case_uuid),
        "number": edition.number,
        "content_digest": edition.content_digest,
        "edition_digest": edition.edition_digest,
        "signatures": [
            {
                "kid": row.key.kid,
                "signed_at": instant(row.signed_at),
                "statement": signed_by(edition, row, case_uuid).statement(),
                "signature": row.signature,
            }
            for row in rows
        ],
    }


def _as_json(key: SigningKey) -> dict[str, Any]:
    return {
        "kty": "OKP",
        "crv": "Ed25519",
        "alg": "Ed25519",
        "use": "sig",
        "kid": key.kid,
        "x": key.public_key,
        "from": instant(key.created_at),
        "until": instant(key.retired_at) if key.retired_at else None,
    }


def signed_by(edition: Edition, row: EditionSignature, case_uuid: UUID) -> Signed:
    return Signed(
        case_uuid=case_uuid,
        number=edition.number,
        content_digest=edition.content_digest,
        edition_digest=edition.edition_digest,
        kid=row.key.kid,
        signed_at=row.signed_at,
    )


def signature_faults(edition: Edition, rows: Iterable[EditionSignature]) -> Iterable[str]:
    """A sentence for each signature that does not hold. Each row's key was fetched."""
    for row in rows:
        if not is_genuine(row.key.public_key, row.signature, signed_by(edition, row, edition.case_study.uuid)):
            yield f"The signature by the key {row.key.kid} does not hold."
