"""Which published case studies belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.edition import PublicState


class RelatedCase(models.Model):
    """Another case study that is named at the end of a case page. Mutable: made again when either of them changes.

    Title and address are copies, so that the page stays what it is until its counter goes up with them. `reasons` are
    `{"kind": a TermKind, "labels": what both carry, "more": how many labels were left out}`.
    """

    state = models.ForeignKey(PublicState, models.CASCADE, related_name="related")
    other = models.ForeignKey(PublicState, models.CASCADE, related_name="related_by")
    position = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=100)
    title = models.CharField(max_length=300)
    reasons = models.JSONField()

    class Meta:
        ordering = ["state", "position"]
        verbose_name = _("related case")
        verbose_name_plural = _("related cases")
        constraints = [models.UniqueConstraint(fields=["state", "other"], name="related_case_once")]


class RelationMark(models.Model):
    """Up to which entry of the change log related cases were looked for. Mutable; there is one row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="relation_mark_one_row", condition=models.Q(id=1))]
