"""What people leave on the desk beside a draft: working copies, presence, notes, private preview links."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.case_study import CaseStudy
from casestudies.models.history import Revision
from casestudies.models.people import Account


class WorkingCopy(models.Model):
    """What one person typed into a case study's form and did not save. Mutable; one per person and case study.

    `fields` is what the form would send: name -> list of values, without files, tokens and passwords. `base_version`
    is the version that it began from. Without a case study it is a new one's.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, null=True, related_name="working_copies")
    account = models.ForeignKey(Account, models.CASCADE, related_name="working_copies")
    base_version = models.PositiveIntegerField(default=0)
    fields = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at"]
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        constraints = [
            models.UniqueConstraint(fields=["case_study", "account"], name="working_copy_once"),
            models.UniqueConstraint(
                fields=["account"], name="working_copy_new_once", condition=models.Q(case_study__isnull=True)
            ),
        ]


class Presence(models.Model):
    """That somebody has a case study's form open, since when. Mutable: a heartbeat keeps it alive."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="presences")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    is_typing = models.BooleanField(default=False)

    class Meta:
        ordering = ["seen_at"]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["case_study", "account"], name="presence_once")]


class Note(models.Model):
    """A desk remark on a draft, a section of it or a passage, or a reply to one. Mutable: it is resolved.

    `section` is the section's UUID, which may be gone; `passage` the words it was made about. `folded` is the body
    without case and accents, which the desk's search reads.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="notes")
    reply_to = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    section = models.UUIDField(null=True)
    passage = models.TextField(blank=True)
    body = models.TextField(_("note"), max_length=4000)
    folded = models.TextField(editable=False)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    edited_at = models.DateTimeField(null=True)
    mentions = models.ManyToManyField(Account, related_name="mentioned_in")
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.body[:80]


class PreviewLink(models.Model):
    """A private address that shows a draft to whoever has it. Mutable: it is counted, revoked, expires.

    Only the digest of its token is kept. With a `revision` it shows that one for good, else the draft as it stands.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, blank=True, related_name="preview_links")
    label = models.CharField(_("for whom"), max_length=200)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    views = models.PositiveIntegerField(_("views"), default=0)
    last_viewed_at = models.DateTimeField(_("last viewed"), null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return self.label
