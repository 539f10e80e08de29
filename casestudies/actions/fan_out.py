"""Make deliveries of the outbox: each endpoint is told, in the order of the record, what its partner may know."""

import json
import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from casestudies.actions.lock_row import lock
from casestudies.models import Delivery, Endpoint, OutboxEvent
from casestudies.publication.chain import instant
from casestudies.queries.change_entry import change_entry
from casestudies.queries.endpoints import behind_the_outbox, newest_event
from casestudies.queries.told import Teller

logger = logging.getLogger(__name__)

BATCH = 200
MOST_BATCHES = 5
# One that cannot be read is tried every second, and said in the log once in so long.
QUIET = timedelta(minutes=1)
_logged: dict[int, datetime] = {}


def fan_out(now: datetime) -> int:
    """Write the deliveries that are due to be written; returns how many. Several processes may do so at once.

    Each endpoint remembers how far the outbox was read for it, in the transaction that writes what came of it: every
    event is taken exactly once. One that was switched off is read from where it stood. One that is far behind is read
    on a stretch at a time, and one that cannot be read is logged: neither keeps back what others are told.
    """
    written = 0
    for endpoint in behind_the_outbox():
        try:
            written += _read_on(endpoint, now)
        except Exception:
            if endpoint not in _logged or now - _logged[endpoint] >= QUIET:
                _logged[endpoint] = now
                logger.exception("The outbox could not be read for endpoint %s; it is tried again", endpoint)
    return written


def _read_on(endpoint: int, now: datetime) -> int:
    written = 0
    for _ in range(MOST_BATCHES):
        with transaction.atomic():
            row = lock(Endpoint.objects.select_related("partner")).filter(pk=endpoint).first()
            if row is None or not row.is_active or row.deleted_at is not None:
                return written
            # Events are written under the lock of the change log, so none below the newest is still to come.
            newest = newest_event()
            concerns = Q(partner=None) | Q(partner=row.partner_id)
            events = list(OutboxEvent.objects.filter(concerns, pk__gt=row.told, pk__lte=newest).order_by("pk")[:BATCH])
            told = Teller(row, now).told_of(events)
            Delivery.objects.bulk_create(
                delivery(row, change.event, change.case_uuid, change_entry(change), at=change.at, now=now)
                for change in told
            )
            written += len(told)
            row.told = events[-1].pk if len(events) == BATCH else newest
            row.save(update_fields=["told"])
        if len(events) < BATCH:
            break
    return written


def delivery(
    endpoint: Endpoint,
    event: str,
    case_uuid: UUID | None,
    data: dict[str, Any],
    *,
    at: datetime,
    now: datetime,
) -> Delivery:
    """The row that tells `endpoint` of an event, not yet saved. Its body is written here once, for every attempt."""
    body = {"type": event, "timestamp": instant(at), "data": data}
    return Delivery(
        endpoint=endpoint,
        event=event,
        case_uuid=case_uuid,
        body=json.dumps(body, ensure_ascii=False),
        created_at=at,
        next_attempt_at=now,
    )
