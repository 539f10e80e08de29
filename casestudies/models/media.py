"""Pictures, kept under the digest of their bytes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.append_only import AppendOnly


def content_path(media: "MediaFile", filename: str) -> str:
    """`ab/ab12….svg`: the address follows from the bytes, so a file is never replaced by another."""
    return f"{media.sha256[:2]}/{media.sha256}.{media.extension}"


class MediaFile(AppendOnly):
    """A picture as it was checked and stored. Immutable: another picture is another row.

    Who uploaded it is an account's opaque id.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    file = models.FileField(upload_to=content_path, max_length=120)
    extension = models.CharField(max_length=5)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text=_("In bytes."))
    uploaded_by = models.UUIDField(null=True)
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
