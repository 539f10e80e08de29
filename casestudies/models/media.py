"""Pictures, kept under the digest of their bytes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def content_path(media: "MediaFile", filename: str) -> str:
    """`ab/ab12….svg`: the address follows from the bytes, so a file is never replaced by another."""
    return f"{media.sha256[:2]}/{media.sha256}.{media.extension}"


class MediaFile(models.Model):
    """A picture as it was checked and stored. Immutable: another picture is another row."""

    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to=content_path, max_length=120)
    extension = models.CharField(max_length=5)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text=_("In bytes."))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = _("media file")
        verbose_name_plural = _("media files")

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.extension}"

    @property
    def name(self) -> str:
        """The name in public addresses: `<sha256>.<extension>`."""
        return f"{self.sha256}.{self.extension}"
