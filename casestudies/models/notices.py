"""Public notices about editions: corrections, withdrawals and reinstatements, redactions. All append-only."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import NoticeKind
from casestudies.models.append_only import AppendOnly
from casestudies.models.edition import Edition


class Correction(AppendOnly):
    """Says in public what an edition put right. Immutable."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="correction")
    note = models.TextField(_("public note"))
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"Correction in {self.edition}"


class Withdrawal(AppendOnly):
    """Says in public that a case study was withdrawn, or reinstated, and why. Immutable."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="withdrawals")
    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind)
    reason = models.TextField(_("public reason"))
    made_at = models.DateTimeField(_("made"))
    made_by = models.UUIDField(_("made by"))

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.edition}"


class Redaction(AppendOnly):
    """Permits the one legal removal of an edition's text: two people and a legal reason. Immutable.

    While it stands, the payload's and the pictures' triggers let their rows go; number and digests stay.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="redaction")
    reason = models.TextField(_("legal reason"))
    made_at = models.DateTimeField(_("made"))
    made_by = models.UUIDField()
    seconded_by = models.UUIDField()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            models.CheckConstraint(name="redaction_two_people", condition=~models.Q(made_by=models.F("seconded_by")))
        ]
