"""Tell one partner what concerns it alone: a row of its own beside the change log, and one in the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from casestudies.actions.record import last_sequence, lock_change_log
from casestudies.enums import PartnerEvent
from casestudies.models import OutboxEvent, Partner, PartnerChange
from casestudies.publication.chain import to_the_millisecond

BATCH = 1_000


@dataclass(frozen=True)
class Told:
    """`data` is what the partner is told of the case study, as it stands now: plain JSON."""

    event: PartnerEvent
    case_uuid: UUID
    data: dict[str, Any]


def tell_partner(partner: Partner, items: Iterable[Told], *, now: datetime) -> list[PartnerChange]:
    """Write what a partner is told, in this order, in the transaction of what happened. Four queries.

    Takes the lock of the change log, so that partner and public follow one order.
    """
    lock_change_log()
    now = to_the_millisecond(now)
    sequence = last_sequence()
    number = PartnerChange.objects.filter(partner=partner).aggregate(last=Max("number"))["last"] or 0
    rows = [
        PartnerChange(
            partner=partner,
            number=number + index,
            after_sequence=sequence,
            event=item.event,
            case_uuid=item.case_uuid,
            data=item.data,
            at=now,
        )
        for index, item in enumerate(items, start=1)
    ]
    PartnerChange.objects.bulk_create(rows, batch_size=BATCH)
    OutboxEvent.objects.bulk_create(
        (
            OutboxEvent(
                partner=partner,
                event=row.event,
                case_uuid=row.case_uuid,
                payload={"sequence": sequence, "number": row.number, **row.data},
                created_at=now,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    return rows
