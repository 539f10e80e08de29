"""Describes for OpenAPI the proof of an edition: an example, what the address answers."""

from drf_spectacular.utils import extend_schema

from casestudies.api import problem_kinds as kinds
from casestudies.api.examples.cases import API, DIGEST, SITE, UUID
from casestudies.api.operations.common import ALWAYS, LOCATION, NUMBER, SLUG, responses

KID = "4f1c9a7be0d25538"
STATEMENT = {
    "purpose": "casebook-edition-signature-1",
    "case": UUID,
    "number": 2,
    "content_digest": DIGEST,
    "edition_digest": DIGEST,
    "kid": KID,
    "signed_at": "2026-11-14T09:30:00.000000Z",
}
EXAMPLE = {
    "case": UUID,
    "number": 2,
    "content_digest": DIGEST,
    "edition_digest": DIGEST,
    "signatures": [
        {
            "kid": KID,
            "signed_at": STATEMENT["signed_at"],
            "statement": STATEMENT,
            "signature": "0bq2xv8VLRnkWRwSkN4oAq1Ib5RrEmXLbU1BgTTiZ8R0Bq2xv8VLRnkWRwSkN4oAq1Ib5RrEmXLbU1BgTTiZ8Q",
        }
    ],
    "links": {"snapshot": f"{API}editions/2/snapshot", "keys": f"{SITE}/.well-known/casebook-keys.json"},
}


def document_signature(view):
    return extend_schema(
        operation_id="readSignature",
        summary="Read the proof of an edition",
        description=(
            "The edition’s digests and signatures. With the snapshot and the public keys it is all that it takes to "
            "check a copy offline."
        ),
        tags=["Proof"],
        parameters=[SLUG, NUMBER, *ALWAYS, LOCATION],
        responses=responses(
            "Proof",
            "The proof.",
            EXAMPLE,
            kinds.INVALID_PARAMETER,
            kinds.NOT_FOUND,
            kinds.WITHDRAWN,
            kinds.REDACTED,
            moves=True,
        ),
    )(view)
