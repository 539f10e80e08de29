"""Work that takes longer than a request: an import, a bulk action."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import JobKind, JobState
from casestudies.models.people import Account


class Job(models.Model):
    """Something done in the background for somebody, with its progress and report. Mutable, by its own run alone.

    `task` is what to do, in the kind's own shape; `report` is a list of `{"item": str, "outcome": str, "path": str}`.
    A run holds a lease, so that a killed one is taken again where it stopped: `done` counts the items behind it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=24, choices=JobKind)
    label = models.CharField(_("what"), max_length=300)
    task = models.JSONField()
    state = models.CharField(_("state"), max_length=7, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=list)
    error = models.TextField(blank=True)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.label
