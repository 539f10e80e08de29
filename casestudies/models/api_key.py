"""The keys by which partners' programs are known, and how much each asked for."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.partner import Partner


class ApiKey(models.Model):
    """A key of a partner. Mutable: it is used, ended, revoked; never deleted.

    `key_id` is the part of its text that may be known; of the whole text only a keyed digest is kept. `scopes` are
    values of `enums.Scope`. A sandbox key sees samples and never a row. `created_by` is the UUID of an account.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="api_keys", verbose_name=_("partner"))
    name = models.CharField(_("name"), max_length=100)
    key_id = models.CharField(_("key id"), max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    is_sandbox = models.BooleanField(_("sandbox"), default=False)
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    created_at = models.DateTimeField(_("made"))
    created_by = models.UUIDField()
    expires_at = models.DateTimeField(_("works until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_because = models.CharField(_("why it was revoked"), max_length=500, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The beginning of its text, by which people tell keys apart."""
        return f"cbk_{'test' if self.is_sandbox else 'live'}_{self.key_id}"


class ApiUsage(models.Model):
    """What one key asked for in one day (UTC), or everybody without a key (`key_id` "").

    Mutable: it is counted up, never down. `errors` are answers of 400 and above.
    """

    key_id = models.CharField(_("key id"), max_length=12, blank=True)
    day = models.DateField(_("day"))
    requests = models.PositiveBigIntegerField(_("requests"), default=0)
    errors = models.PositiveBigIntegerField(_("errors"), default=0)
    bytes = models.PositiveBigIntegerField(_("bytes"), default=0)

    class Meta:
        ordering = ["day", "key_id"]
        verbose_name = _("API use")
        verbose_name_plural = _("API use")
        constraints = [models.UniqueConstraint(fields=["key_id", "day"], name="usage_once")]

    def __str__(self) -> str:
        return f"{self.key_id or '-'}: {self.day}"
