"""The text of an API key: `cbk_live_<key id>_<secret>_<checksum>`, or `cbk_test_…` for the sandbox.

The form is documented, so that a secret scanner finds a key that leaked; the checksum, CRC-32 of all before its
underscore in base 62, tells a mistyped key from a wrong one without asking anybody. Of a key only `digest_of` is kept.
"""

import re
import secrets
import string
import zlib
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

FORM = r"cbk_(live|test)_([0-9a-z]{12})_([0-9A-Za-z]{32})_([0-9A-Za-z]{6})"
# What a scanner looks for in texts of any kind.
SCANNER = r"\bcbk_(?:live|test)_[0-9a-z]{12}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}\b"
DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
ID_LETTERS = string.digits + string.ascii_lowercase
ID_LENGTH, SECRET_LENGTH, CHECKSUM_LENGTH = 12, 32, 6
SALT = "casebook.api_key"


@dataclass(frozen=True)
class KeyText:
    """A key's parts that may be known."""

    key_id: str
    is_sandbox: bool


def make_key_text(*, is_sandbox: bool) -> tuple[str, str]:
    """The id and the text of a new key, with some 190 bits that nobody can guess."""
    key_id = "".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH))
    secret = "".join(secrets.choice(DIGITS) for _ in range(SECRET_LENGTH))
    body = f"cbk_{'test' if is_sandbox else 'live'}_{key_id}_{secret}"
    return key_id, f"{body}_{checksum(body)}"


def read_key_text(text: str) -> KeyText | None:
    """The parts of a well-formed key with a right checksum; None for anything else."""
    found = re.fullmatch(FORM, text)
    if found is None or checksum(text.rpartition("_")[0]) != found[4]:
        return None
    return KeyText(key_id=found[2], is_sandbox=found[1] == "test")


def checksum(body: str) -> str:
    """CRC-32 in base 62, filled up with zeros: `"0aZ3kQ"`."""
    rest, text = zlib.crc32(body.encode()), ""
    while rest:
        rest, digit = divmod(rest, len(DIGITS))
        text = DIGITS[digit] + text
    return text.rjust(CHECKSUM_LENGTH, "0")


def digest_of(text: str) -> str:
    """What is kept of a key: HMAC-SHA-256 in hexadecimal, with a key derived from SECRET_KEY."""
    return _digest(text, settings.SECRET_KEY)


def fits(text: str, digest: str) -> bool:
    """Whether `digest` was made of this key, with the present SECRET_KEY or one of its fallbacks."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(_digest(text, key), digest) for key in keys)


def _digest(text: str, key: str) -> str:
    return salted_hmac(SALT, text, secret=key, algorithm="sha256").hexdigest()
