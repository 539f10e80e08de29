"""Count what the API is asked: against the limits before the answer, and for the partners' charts after it.

A store that cannot be reached stops nobody: decisions/0024-limits-are-counted-in-one-step.md
"""

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from casestudies.limits.allowance import Allowance, Standing
from casestudies.limits.store import FAILURES, store
from casestudies.models import ApiKey, ApiUsage
from casestudies.queries.callers import Caller

logger = logging.getLogger(__name__)


def allowance_of(caller: Caller) -> Allowance:
    """What a caller may ask for: without a key little, with one more, or what its partner agreed."""
    if caller.partner is None:
        return Allowance(settings.API_ANONYMOUS_BURST, settings.API_ANONYMOUS_DAILY)
    return Allowance(
        caller.partner.burst_limit or settings.API_KEY_BURST, caller.partner.daily_limit or settings.API_KEY_DAILY
    )


def count_request(caller: Caller, address: str, *, now: datetime) -> Standing | None:
    """How a request stands: counted for its key, or without one for its address. None where nothing can be counted."""
    subject = f"key:{caller.key_id}" if caller.key_id else f"address:{address}"
    try:
        return store().take(subject, allowance_of(caller), now.timestamp())
    except FAILURES:
        logger.exception("A request was not counted: the store of the limits cannot be reached")
        return None


def note_use(key_id: str, *, is_error: bool, size: int, now: datetime) -> None:
    """Add an answer to what the key, or everybody without one, used today."""
    try:
        store().note(key_id, now.astimezone(UTC).date(), is_error=is_error, size=size, now=now.timestamp())
    except FAILURES:
        logger.exception("An answer was not counted: the store of the limits cannot be reached")


A_MINUTE = timedelta(minutes=1)


def keep_use(now: datetime) -> int:
    """Add what was counted since the last time to the charts, and say when each key was last used; how many rows.

    Run every minute, and when somebody looks at the charts; a key's row says a minute at the least after what it said.
    What several processes collect at once is added up, and nothing twice.
    """
    collected = store().collect()
    with transaction.atomic():
        for use in collected:
            row, made = ApiUsage.objects.get_or_create(
                key_id=use.key_id,
                day=use.day,
                defaults={"requests": use.requests, "errors": use.errors, "bytes": use.bytes},
            )
            if not made:
                ApiUsage.objects.filter(pk=row.pk).update(
                    requests=F("requests") + use.requests,
                    errors=F("errors") + use.errors,
                    bytes=F("bytes") + use.bytes,
                )
            last = datetime.fromtimestamp(use.last_at, UTC)
            earlier = Q(last_used_at__isnull=True) | Q(last_used_at__lte=last - A_MINUTE)
            ApiKey.objects.filter(earlier, key_id=use.key_id).update(last_used_at=last)
    return len(collected)


def prune_counters(now: datetime) -> int:
    """Forget whose windows have ended, and with them the addresses of those without a key."""
    return store().prune(now.timestamp())
