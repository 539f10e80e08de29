"""That somebody wants an edition's text removed, and waits for a second person."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import RedactionState
from casestudies.models.edition import Edition
from casestudies.models.people import Account


class RedactionRequest(models.Model):
    """The wish to remove an edition's text for a legal reason. Mutable: it is settled once.

    By somebody else: the text is removed, or not, for what `answer` says. By whoever asked: taken back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="redaction_requests")
    reason = models.TextField(_("legal reason"))
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=RedactionState, default=RedactionState.OPEN)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("why not"), blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("wish to remove a text")
        verbose_name_plural = _("wishes to remove texts")
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=models.Q(state=RedactionState.OPEN), name="redaction_request_one_open"
            ),
            models.CheckConstraint(
                name="redaction_request_two_people",
                condition=~models.Q(state=RedactionState.DONE) | ~models.Q(settled_by=models.F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_state_display()}"
