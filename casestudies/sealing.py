"""Keeps what has to be read again, such as a signing secret, so that a copy of the database alone gives nothing away.

Sealed with keys made from SECRET_KEY; what was sealed with one of SECRET_KEY_FALLBACKS still opens. Each purpose has
keys of its own, so that what was sealed for one opens nowhere else.
"""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from casestudies.errors import CasebookError


class CannotUnseal(CasebookError):
    """Sealed under another SECRET_KEY, or changed since."""


def seal(secret: bytes, purpose: str) -> str:
    return _box(purpose, *_keys()).encrypt(secret).decode()


def unseal(sealed: str, purpose: str) -> bytes:
    """Raises CannotUnseal."""
    try:
        return _box(purpose, *_keys()).decrypt(sealed.encode())
    except InvalidToken as error:
        raise CannotUnseal(
            "This was sealed with another SECRET_KEY. Add that one to SECRET_KEY_FALLBACKS, or make a new secret."
        ) from error


def _keys() -> tuple[str, ...]:
    return (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@cache
def _box(purpose: str, *keys: str) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key, purpose))) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    info = f"casebook sealing: {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key.encode())
