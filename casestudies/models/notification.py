"""What somebody is to be told, on the desk and by e-mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import NotificationKind
from casestudies.models.case_study import CaseStudy
from casestudies.models.people import Account
from casestudies.models.to_be_mailed import ToBeMailed


class Notification(ToBeMailed):
    """One thing that happened and concerns one account. Mutable: it is read, mailed, taken again.

    `sentence` says it whole; `path` is where to go, within the admin. It is written in the transaction of what
    happened and mailed after it.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="notifications")
    case_study = models.ForeignKey(CaseStudy, models.CASCADE, null=True, related_name="notifications")
    kind = models.CharField(max_length=24, choices=NotificationKind)
    sentence = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        indexes = [
            models.Index(fields=["account", "read_at"], name="notification_unread"),
            models.Index(fields=["mailed_at", "at"], name="notification_to_mail"),
        ]

    def __str__(self) -> str:
        return self.sentence[:80]
