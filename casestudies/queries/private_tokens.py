"""The tokens of private links: nothing that is kept leads back to one."""

import hashlib


def digest_of_token(token: str) -> str:
    """What is kept of a token, and what its link is found by: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
