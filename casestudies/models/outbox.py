"""What must happen after a commit: rows written with the change that causes them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import ChangeEvent, PartnerEvent
from casestudies.models.partner import Partner


class OutboxEvent(models.Model):
    """An event to be told to the outside, in order per case study. Immutable: who tells it keeps how far it read.

    Written under the lock of the change log, so that the keys follow the order of the commits.
    `partner` is whom alone it concerns, None for a public change. `payload` has the `sequence` of the change log, and
    of what concerns one partner also the `number` of its PartnerChange.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(max_length=40, choices=[*ChangeEvent.choices, *PartnerEvent.choices])
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    case_uuid = models.UUIDField(db_index=True)
    payload = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("outbox event")
        verbose_name_plural = _("outbox events")

    def __str__(self) -> str:
        return f"{self.event} {self.case_uuid}"
