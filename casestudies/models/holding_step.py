"""What was done about a copy that is behind."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import HoldingStep
from casestudies.models.partner import Holding
from casestudies.models.people import Account
from casestudies.models.to_be_mailed import ToBeMailed


class HoldingStepTaken(ToBeMailed):
    """A step taken so that a partner puts a copy right. Mutable: one that is a letter is mailed after it was taken.

    `cause` is what is wrong with the copy: `corrected:3`, `redacted:<time>`, `withdrawn:<time>`, `not_covered:<time>`.
    `taken_by` is None for what happens by itself, at most once for each cause.
    """

    holding = models.ForeignKey(Holding, models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=HoldingStep)
    cause = models.CharField(max_length=60)
    at = models.DateTimeField()
    taken_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    by_hand = models.BooleanField(default=False)
    remark = models.CharField(_("remark"), max_length=500, blank=True)

    class Meta:
        ordering = ["holding", "at", "pk"]
        verbose_name = _("step about a copy")
        verbose_name_plural = _("steps about copies")
        constraints = [
            models.UniqueConstraint(
                fields=["holding", "cause", "step"], condition=models.Q(by_hand=False), name="holding_step_once"
            )
        ]
