"""Fact-checking: what was said of each statement of a draft, on what passage it rests, and who was asked."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import Verdict
from casestudies.models.case_study import CaseStudy
from casestudies.models.evidence import Source
from casestudies.models.people import Account


class CheckRequest(models.Model):
    """A checker without an account, asked by e-mail for one case study. Mutable: it is used, revoked, expires.

    Only the digest of the link's token is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="check_requests")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    message = models.TextField(_("message"), blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    agrees_to_be_named = models.BooleanField(
        _("agrees to be named"), null=True, default=None, help_text=_("Empty until the checker answered.")
    )
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request to check")
        verbose_name_plural = _("requests to check")

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def is_open(self, now: datetime) -> bool:
        """Whether it was neither revoked nor ran out; `permissions.is_check_open` asks its asker's right too."""
        return self.revoked_at is None and now < self.expires_at


class Verification(models.Model):
    """What a checker last said of a statement of this case study. Mutable: a later word takes its place.

    `statement_key` is the digest of the statement's text, its citations and the substantive fields of their sources,
    so a tick lapses by itself when one of them changes, and counts at every place that says the same.
    """

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="verifications")
    statement_key = models.CharField(max_length=64)
    text = models.TextField(_("statement"), help_text=_("As it stood when it was checked."))
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", verbose_name=_("checked by"))
    request = models.ForeignKey(CheckRequest, models.RESTRICT, null=True, related_name="verifications")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(fields=["case_study", "statement_key"], name="verification_once"),
            models.CheckConstraint(
                name="verification_by_somebody",
                condition=models.Q(by__isnull=False, request__isnull=True)
                | models.Q(by__isnull=True, request__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.text[:80]}"

    @property
    def checker(self) -> "Account | CheckRequest":
        """Who said it: an account, or somebody who was asked by e-mail."""
        found = self.by or self.request
        assert found is not None  # the database holds none without
        return found


class Passage(models.Model):
    """Words quoted from a source that support a statement of a case study. Mutable; kept when the statement changes."""

    case_study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="passages")
    source = models.ForeignKey(Source, models.PROTECT, related_name="passages", verbose_name=_("source"))
    statement_key = models.CharField(max_length=64, db_index=True)
    words = models.TextField(_("words of the source"))
    locator = models.CharField(_("where in it"), max_length=200, blank=True)
    by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    request = models.ForeignKey(CheckRequest, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["source", "pk"]
        verbose_name = _("quoted passage")
        verbose_name_plural = _("quoted passages")
        constraints = [
            models.UniqueConstraint(fields=["case_study", "statement_key", "source"], name="passage_once"),
        ]

    def __str__(self) -> str:
        return self.words[:80]


# Who checks: somebody who signed in, or who was asked by e-mail. Both have a `uuid` that the record knows them by.
Checker = Account | CheckRequest
