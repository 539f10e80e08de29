"""The headers of Standard Webhooks 1.0: who sends, when, and a signature by every secret that holds good."""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from standardwebhooks import Webhook

SECRET_BYTES = 32


def new_secret() -> str:
    """`whsec_` and the base64 of 32 random bytes."""
    return f"whsec_{b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def signed_headers(webhook_id: UUID, body: str, secret_texts: Iterable[str], now: datetime) -> dict[str, str]:
    """What goes with `body` in an attempt made at `now`; the newest secret's signature stands first."""
    name = str(webhook_id)
    return {
        "Content-Type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(text).sign(name, now, body) for text in secret_texts),
    }
