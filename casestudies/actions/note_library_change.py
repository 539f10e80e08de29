"""Record that a shared record was created, changed or deleted by a door that wrote it itself."""

from datetime import datetime

from django.db import models

from casestudies.models import Account, AuditEntry


def note_library_change(record: models.Model, verb: str, *, by: Account, now: datetime) -> AuditEntry:
    """`verb` is `created`, `changed` or `deleted`; the entry names the record by its UUID, else by its row."""
    return AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb=f"{record._meta.model_name}.{verb}",
        subject_type=str(record._meta.model_name),
        subject_id=str(getattr(record, "uuid", record.pk)),
        subject_label=str(record)[:300],
    )
