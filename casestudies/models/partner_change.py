"""What concerns one partner alone: what came into its coverage and left it, and what it was told besides."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import PartnerEvent
from casestudies.models.append_only import AppendOnly
from casestudies.models.partner import Partner


class PartnerChange(AppendOnly):
    """One thing that a partner is told, in commit order. Immutable.

    `number` counts the partner's own, without gaps; both it and `after_sequence`, the last entry of the site's change
    log before it, are given under the lock of that log. `data` is what is told, as it stood then.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="changes")
    number = models.PositiveBigIntegerField()
    after_sequence = models.PositiveBigIntegerField()
    event = models.CharField(max_length=40, choices=PartnerEvent)
    case_uuid = models.UUIDField()
    data = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["partner", "number"]
        verbose_name = _("change for a partner")
        verbose_name_plural = _("changes for partners")
        constraints = [models.UniqueConstraint(fields=["partner", "number"], name="partner_change_number")]
        # When a partner lost what it carries is asked of each of its copies.
        indexes = [models.Index(fields=["partner", "case_uuid", "number"], name="partner_change_case")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.number} {self.event}"


class CoverageSpan(models.Model):
    """From which entry of the change log to which a partner may have a case study. Mutable: it is ended.

    Both ends are included in what the partner sees only at the far one: `after_sequence` is the last entry that it
    does not see, `until_sequence` the last that it does, None while it goes on. `case_uuid` is None for a time in
    which the partner has everything; a partner that has had everything always has no such row.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="spans")
    case_uuid = models.UUIDField(null=True)
    after_sequence = models.PositiveBigIntegerField()
    until_sequence = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("span of coverage")
        verbose_name_plural = _("spans of coverage")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "case_uuid"],
                condition=models.Q(until_sequence__isnull=True),
                name="coverage_span_one_open",
            )
        ]
        indexes = [models.Index(fields=["partner", "case_uuid", "after_sequence"], name="coverage_span_case")]
