"""What every record of the library shares: an identity for the audit, and a version that a save begins from."""

import uuid

from django.db import models


class SharedRecord(models.Model):
    """Abstract: a record that many case studies use. Mutable, under a lock and from a known version."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
