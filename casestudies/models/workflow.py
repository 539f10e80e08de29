"""Where the next text of a case study stands, and whose turn it is: the desk's fields, none of them published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import Stage


def account_field(label: object, **fields: object) -> models.ForeignKey:
    """Somebody who did or is to do something; the row outlives the account."""
    defaults = {"null": True, "blank": True, "editable": False, "related_name": "+", "verbose_name": label}
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, **(defaults | fields))  # type: ignore[misc, arg-type]


class Workflow(models.Model):
    """Abstract: stage, approval, assignment and limits of a draft. Mutable, by actions alone.

    The approved digests are those of the text that was approved, if one was; `lapsed_stage` is the stage that the
    last change of the text took away. A limited case study is seen by `limited_to` alone.
    """

    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    assignee = account_field(_("assigned to"), editable=True, related_name="assigned")
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    review_by = models.DateField(
        _("review by"), null=True, blank=True, help_text=_("When the published text is to be looked at again.")
    )
    review_reminded_on = models.DateField(null=True, blank=True, editable=False)
    is_limited = models.BooleanField(
        _("limited"), default=False, help_text=_("Only the people named below see the draft, anywhere.")
    )
    limited_to = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="limited_case_studies", verbose_name=_("limited to")
    )

    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = account_field(_("submitted by"))
    reviewer = account_field(_("reviewer"), related_name="reviewing")
    review_began_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = account_field(_("returned by"))
    return_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    lapsed_stage = models.CharField(max_length=10, choices=Stage, blank=True, editable=False)

    approved_content_digest = models.CharField(max_length=64, blank=True, editable=False)
    approved_teaching_digest = models.CharField(max_length=64, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = account_field(_("approved by"))

    class Meta:
        abstract = True
