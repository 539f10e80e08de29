"""The appointment of an approved text with its publication."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import EditionKind, ScheduleState
from casestudies.models.case_study import CaseStudy
from casestudies.models.people import Account


class Schedule(models.Model):
    """When, as what and by whom an approved text is to be published. Mutable; deleted when that is done or undone.

    The digests are those of the text that was scheduled. `failure` says, in a sentence for the desk, why the last
    attempt did not publish; `attempts` counts those that ended in an error of the software, and are made again.
    """

    case_study = models.OneToOneField(CaseStudy, models.CASCADE, related_name="schedule")
    publish_at = models.DateTimeField(_("publish at"))
    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind)
    change_note = models.TextField(_("change note"))
    content_digest = models.CharField(max_length=64)
    teaching_digest = models.CharField(max_length=64)
    override_reason = models.TextField(blank=True)
    scheduled_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("scheduled by"))
    scheduled_at = models.DateTimeField()
    state = models.CharField(_("state"), max_length=7, choices=ScheduleState, default=ScheduleState.WAITING)
    failure = models.TextField(_("why it was not published"), blank=True)
    failed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["publish_at", "pk"]
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")
        indexes = [models.Index(fields=["state", "publish_at"], name="schedule_due")]

    def __str__(self) -> str:
        return f"{self.case_study}, {self.publish_at}"
