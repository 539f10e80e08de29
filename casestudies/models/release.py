"""An approved text that chosen partners have before its public time."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import EditionKind, ReleaseState
from casestudies.models.case_study import CaseStudy
from casestudies.models.edition import Edition
from casestudies.models.partner import Partner


class Release(models.Model):
    """An approved revision frozen for embargoed delivery. Mutable: its time and its state change, its text never does.

    It has a UUID, no number and no place in the chain. `rendered` is what a rendering would hold (publication/
    derived.py). `embargoed_until` is None when the time was missed and no other is known. `counter` goes up with
    every change, so that an answer's ETag changes with it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_study = models.ForeignKey(CaseStudy, models.PROTECT, related_name="releases")
    slug = models.SlugField(max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=EditionKind)
    content = models.TextField()
    teaching = models.TextField()
    schema_version = models.PositiveSmallIntegerField()
    content_digest = models.CharField(max_length=64)
    teaching_digest = models.CharField(max_length=64)
    fact_check = models.JSONField()
    rendered = models.JSONField()
    embargoed_until = models.DateTimeField(_("embargoed until"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=ReleaseState, default=ReleaseState.OFFERED)
    counter = models.PositiveIntegerField(default=1)
    offered_at = models.DateTimeField(_("offered"))
    offered_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=300, blank=True)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="releases")

    class Meta:
        ordering = ["-offered_at", "-pk"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.UniqueConstraint(
                fields=["case_study"], condition=models.Q(state=ReleaseState.OFFERED), name="release_one_open"
            )
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class ReleaseRecipient(models.Model):
    """A partner to whom a release was offered, and when it fetched it. Mutable.

    `withdrawn_at`: when it was taken from this partner alone, because the case study left its coverage.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="recipients")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="releases")
    first_fetched_at = models.DateTimeField(null=True)
    last_fetched_at = models.DateTimeField(null=True)
    fetches = models.PositiveIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["partner__name"]
        verbose_name = _("recipient of a release")
        verbose_name_plural = _("recipients of releases")
        constraints = [models.UniqueConstraint(fields=["release", "partner"], name="release_recipient_once")]
