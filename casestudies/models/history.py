"""The desk's memory: saved states of drafts, and who did what."""

import uuid
from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.errors import Immutable
from casestudies.models.append_only import AppendOnly
from casestudies.models.case_study import CaseStudy


class RevisionQuerySet(models.QuerySet):
    """Reads, creates and names; what a revision says is never changed."""

    def update(self, **fields: Any) -> int:
        if set(fields) != {"name"}:
            raise Immutable("Of a revision only the name is ever changed.")
        return super().update(**fields)

    def bulk_update(self, *args: Any, **kwargs: Any) -> Never:
        raise Immutable("Revisions are named one by one.")


class Revision(models.Model):
    """A saved state of a draft. Immutable but for its name. `content` and `teaching` are canonical JSON.

    `outline` says in short what it changed in the revision before (publication/compare_outline.py).
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    content = models.TextField()
    teaching = models.TextField()
    content_digest = models.CharField(max_length=64)
    teaching_digest = models.CharField(max_length=64)
    outline = models.JSONField(default=list, blank=True)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("saved by")
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["case_study", "-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [models.UniqueConstraint(fields=["case_study", "number"], name="revision_number")]

    def __str__(self) -> str:
        return self.name or f"Revision {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert a new revision, or write the name of one that is there."""
        if not self._state.adding and set(kwargs.get("update_fields") or ()) != {"name"}:
            raise Immutable("Of a revision only the name is ever changed.")
        super().save(*args, **kwargs)


class AuditEntry(AppendOnly):
    """Who did what, to what, when. Immutable; evidence, never state.

    `actor` is an account's opaque id. `detail` is a flat JSON object; `flagged` asks somebody to look at it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("at"))
    actor = models.UUIDField(_("actor"))
    verb = models.CharField(_("what"), max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80, db_index=True)
    subject_label = models.CharField(_("on"), max_length=300)
    detail = models.JSONField(_("detail"), default=dict)
    flagged = models.BooleanField(_("to be looked at"), default=False)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")

    def __str__(self) -> str:
        return f"{self.subject_label or self.subject_type}: {self.verb}"
