"""Canonical bytes and digests: JSON as RFC 8785 writes it, text in Unicode NFC, SHA-256 in lower-case hex."""

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Any

import rfc8785


def normalise(value: Any) -> Any:
    """The same value with every string, keys included, in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {normalise(key): normalise(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normalise(item) for item in value]
    return value


def canonical_text(value: Any) -> str:
    """RFC 8785 JSON of a value made of dict, list, str, int, bool and None."""
    return rfc8785.dumps(normalise(value)).decode("utf-8")


def digest_of(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
