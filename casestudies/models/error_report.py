"""What a reader says is wrong with a published case study."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import ReportState
from casestudies.models.case_study import CaseStudy
from casestudies.models.to_be_mailed import ToBeMailed
from casestudies.models.workflow import account_field


class ErrorReport(ToBeMailed):
    """An error that a reader reported. Mutable: the desk settles it; deleted two years after it came.

    `section` is the anchor of a part of the page, `sender_digest` a keyed digest of the network address it came
    from, kept for a day. An answer is written in the transaction of its audit and mailed after it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_study = models.ForeignKey(
        CaseStudy, models.CASCADE, related_name="error_reports", verbose_name=_("case study")
    )
    edition_number = models.PositiveIntegerField(_("edition"))
    section = models.CharField(_("section"), max_length=100, blank=True)
    quote = models.TextField(_("passage"), blank=True)
    message = models.TextField(_("what is wrong"))
    email = models.EmailField(_("reader’s e-mail"), blank=True)
    sender_digest = models.CharField(max_length=64, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.NEW)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = account_field(_("settled by"))
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("report from a reader")
        verbose_name_plural = _("reports from readers")
        indexes = [
            models.Index(fields=["received_at"], name="error_report_received"),
            models.Index(fields=["state", "-received_at"], name="error_report_state"),
        ]

    def __str__(self) -> str:
        return self.message[:80]
