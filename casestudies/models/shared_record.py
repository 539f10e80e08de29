"""What every record of the library shares: an identity for the audit, and a count that a save begins from."""

import uuid

from django.db import models


class SharedRecord(models.Model):
    """Abstract: a record that many case studies use. Mutable, under a lock.

    `save_count` goes up with every change; a form says which one it began from.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    save_count = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
