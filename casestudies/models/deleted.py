"""What was deleted and can be brought back."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.models.people import Account


class DeletedSource(models.Model):
    """A source that was deleted from the library, whole, so that it can be brought back. Mutable: until it is.

    `record` is the source's fields, authors and quoted passages, as `actions/delete_source.py` writes and reads them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=1000)
    record = models.JSONField()
    deleted_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    deleted_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-deleted_at"]
        verbose_name = _("deleted source")
        verbose_name_plural = _("deleted sources")

    def __str__(self) -> str:
        return self.title
