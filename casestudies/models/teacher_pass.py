"""The teacher pass: a private address that shows teacher's notes to who has no account."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.people import Account


class TeacherPass(models.Model):
    """Opens the teaching page of a live edition with its teacher's notes. Mutable: it is counted, revoked, expires.

    Without a case study it opens every one whose draft is not limited to named people. Only the digest of its token
    is kept. It is the desk's, and outlives the right of whoever granted it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_study = models.ForeignKey(
        CaseStudy, models.CASCADE, null=True, blank=True, related_name="teacher_passes", verbose_name=_("case study")
    )
    label = models.CharField(_("for whom"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    granted_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("granted by"))
    granted_at = models.DateTimeField(_("granted"))
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    uses = models.PositiveIntegerField(_("times used"), default=0)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        ordering = ["-granted_at", "-pk"]
        verbose_name = _("teacher pass")
        verbose_name_plural = _("teacher passes")

    def __str__(self) -> str:
        return self.label
