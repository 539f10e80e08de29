"""The samples' signatures. Their key is not the site's, stands in no list of the site's keys, and keeps nothing safe:
both halves are in this file. It is there so that a program which checks copies can be tried on a sample.
"""

from functools import cache
from uuid import UUID

from casestudies.models import Edition, EditionSignature, SigningKey
from casestudies.publication.proof import Signed, as_text, key_id, public_half, sign
from casestudies.queries.sandbox.states import START

PRIVATE = b"a sample that keeps nothing safe"
SAID = "Signs the sandbox’s samples alone. Its private half is public, so it proves nothing about any other text."


@cache
def sample_key() -> SigningKey:
    public = public_half(PRIVATE)
    return SigningKey(pk=-1, kid=key_id(public), public_key=as_text(public), created_at=START)


def sample_signature(edition: Edition, case_uuid: UUID) -> EditionSignature:
    """Made when the sample was published, as a real one is."""
    key = sample_key()
    signed = Signed(
        case_uuid=case_uuid,
        number=edition.number,
        content_digest=edition.content_digest,
        edition_digest=edition.edition_digest,
        kid=key.kid,
        signed_at=edition.published_at,
    )
    return EditionSignature(edition=edition, key=key, signature=sign(PRIVATE, signed), signed_at=signed.signed_at)
