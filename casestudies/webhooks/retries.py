"""How long to wait before an attempt is made again."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from uuid import UUID

# After the first attempt, the second … : the schedule that Standard Webhooks suggests.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_ATTEMPTS = 1 + len(PAUSES)
JITTER = 0.2
LONGEST_WAIT = timedelta(hours=24)


def pause(attempts: int, name: UUID) -> timedelta:
    """The pause after so many attempts, up to a fifth longer, so that what failed together does not return together.

    The same for the same attempt of the same delivery.
    """
    spread = random.Random(f"{name}.{attempts}").random()
    return PAUSES[min(attempts, len(PAUSES)) - 1] * (1 + JITTER * spread)


def asked_to_wait(retry_after: str, now: datetime) -> timedelta:
    """What a header Retry-After asks for, in seconds or as a date; nothing where it says neither, a day at most."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return min(timedelta(seconds=int(text[:9])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return timedelta()
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta()), LONGEST_WAIT)
