"""What is signed of an edition, by which anybody can tell offline that a copy is what this site published.

The signed text is canonical JSON (RFC 8785) of few plain members; it names the edition, the SHA-256 of its snapshot's
bytes, the digest that chains it to the edition before, the key and the time. templates/api/scripts/verify_copy.py
makes it again with Python's own json.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from casestudies.publication.canonical import canonical_text
from casestudies.publication.chain import instant

PURPOSE = "casebook-edition-signature-1"


@dataclass(frozen=True)
class Signed:
    """What a signature says of an edition."""

    case_uuid: UUID
    number: int
    content_digest: str
    edition_digest: str
    kid: str
    signed_at: datetime

    def statement(self) -> dict[str, Any]:
        return {
            "purpose": PURPOSE,
            "case": str(self.case_uuid),
            "number": self.number,
            "content_digest": self.content_digest,
            "edition_digest": self.edition_digest,
            "kid": self.kid,
            "signed_at": instant(self.signed_at),
        }

    def text(self) -> bytes:
        return canonical_text(self.statement()).encode()


def new_private_key() -> bytes:
    """The 32 bytes of a new key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_half(private: bytes) -> bytes:
    """Raises ValueError where these are not the 32 bytes of a key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """How a key is called: the first 16 digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def sign(private: bytes, signed: Signed) -> str:
    """The signature, in base64url without padding."""
    return as_text(Ed25519PrivateKey.from_private_bytes(private).sign(signed.text()))


def is_genuine(public_key: str, signature: str, signed: Signed) -> bool:
    """Whether the key of this text made the signature; no for what is no key or no signature at all."""
    try:
        key = Ed25519PublicKey.from_public_bytes(as_bytes(public_key))
        key.verify(as_bytes(signature), signed.text())
    except (InvalidSignature, ValueError):
        return False
    return True


def as_text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def as_bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
