"""Mark as read what somebody was told."""

from datetime import datetime

from casestudies.errors import NotAllowed
from casestudies.models import Account, Notification


def read_notification(notification: Notification, *, by: Account, now: datetime) -> None:
    """One of one's own; what was read stays read from then. Raises NotAllowed for somebody else's."""
    if notification.account_id != by.pk:
        raise NotAllowed("You may read only what you were told yourself.")
    Notification.objects.filter(pk=notification.pk, read_at=None).update(read_at=now)


def read_all(*, by: Account, now: datetime) -> int:
    """All of one's own; returns how many were new."""
    return Notification.objects.filter(account=by, read_at=None, at__lte=now).update(read_at=now)
