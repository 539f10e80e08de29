"""Lock a shared record to the end of the transaction, and refuse a save that began from an older version of it."""

from django.db import models

from casestudies.actions.lock_row import lock
from casestudies.errors import NotAllowed, StaleDraft
from casestudies.models import Account
from casestudies.permissions import can_change_record


def lock_record(record: models.Model, *, by: Account, base_version: int) -> None:
    """`base_version` is the `save_count` that the form began from. Raises NotAllowed, and StaleDraft."""
    if not can_change_record(by, record):
        raise NotAllowed("You may not change this record.")
    rows = lock(type(record)._default_manager.all())
    current = rows.values_list("save_count", flat=True).get(pk=record.pk)
    if current != base_version:
        raise StaleDraft(
            "Somebody saved this record after you opened it, so nothing was saved. What you typed is still here. "
            "Choose where both texts stand side by side, then save again.",
            current=current,
        )
