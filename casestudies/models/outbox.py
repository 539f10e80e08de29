"""What must happen after a commit: rows written with the change that causes them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import ChangeEvent, OutboxState, PartnerEvent
from casestudies.models.partner import Partner


class OutboxEvent(models.Model):
    """An event to be told to the outside, at least once, in order per case study. Mutable: it keeps its attempts.

    `partner` is whom alone it concerns, None for a public change. `payload` has the `sequence` of the change log, and
    of what concerns one partner also the `number` of its PartnerChange.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.CharField(max_length=40, choices=[*ChangeEvent.choices, *PartnerEvent.choices])
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    case_uuid = models.UUIDField(db_index=True)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=OutboxState, default=OutboxState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("outbox event")
        verbose_name_plural = _("outbox events")
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.event} {self.case_uuid}"
