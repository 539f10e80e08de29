"""Record that a shared record was created, changed or deleted by a door that wrote it itself."""

from datetime import datetime
from typing import Any

from django.db import models

from casestudies.models import Account, AuditEntry


def note_library_change(
    record: models.Model, verb: str, *, by: Account, now: datetime, detail: dict[str, Any] | None = None
) -> AuditEntry:
    """`verb` is `created`, `changed` or `deleted`; the entry names the record by its UUID, else by its row.

    `detail` says from what to what, flat: `{"year": "2024", "year_before": "2023"}`.

    A change moves the record's count of saves on, so that a form which began before it is refused (lock_record.py).
    """
    if verb == "changed":
        type(record)._default_manager.filter(pk=record.pk).update(save_count=models.F("save_count") + 1)
    return AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb=f"{record._meta.model_name}.{verb}",
        subject_type=str(record._meta.model_name),
        subject_id=str(getattr(record, "uuid", record.pk)),
        subject_label=str(record)[:300],
        detail=detail or {},
    )
