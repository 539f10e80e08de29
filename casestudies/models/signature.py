"""The site's keys, and the signatures by which anybody can tell that an edition is this site's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.append_only import AppendOnly
from casestudies.models.edition import Edition


class SigningKey(models.Model):
    """An Ed25519 key of the site. Mutable in one thing: it is retired, and stays published.

    `public_key` is its 32 bytes in base64url without padding, `kid` the beginning of their SHA-256. The private half
    is sealed, or empty where the environment holds it (SIGNING_KEY).
    """

    kid = models.CharField(_("key id"), max_length=16, unique=True)
    public_key = models.CharField(_("public key"), max_length=43, unique=True)
    sealed = models.TextField(blank=True)
    created_at = models.DateTimeField(_("in use from"))
    retired_at = models.DateTimeField(_("in use until"), null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")

    def __str__(self) -> str:
        return self.kid


class EditionSignature(AppendOnly):
    """The signature of one edition's digest by one key. Immutable. An edition may have several, one a key."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="signatures")
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="signatures")
    signature = models.CharField(_("signature"), max_length=86)
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        ordering = ["edition", "pk"]
        verbose_name = _("signature of an edition")
        verbose_name_plural = _("signatures of editions")
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="edition_signed_once_a_key")]
