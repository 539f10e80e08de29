"""Delete what the desk no longer needs: rows that are neither text nor record."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from casestudies.actions.tend_endpoints import prune_deliveries, prune_endpoint_letters
from casestudies.models import ErrorReport, Notification, Presence, TeacherPass

PRESENCE_KEPT = timedelta(hours=1)
READ_KEPT = timedelta(days=365)
REPORTS_KEPT = timedelta(days=730)
SENDERS_KEPT = timedelta(days=1)
PASSES_KEPT = timedelta(days=730)


def prune(now: datetime) -> dict[str, int]:
    """Run every pruner; returns what each deleted, by its name."""
    return {pruner.__name__: pruner(now) for pruner in PRUNERS}


def stale_presences(now: datetime) -> int:
    """Heartbeats of forms that were closed without saying so."""
    return Presence.objects.filter(seen_at__lt=now - PRESENCE_KEPT).delete()[0]


def read_notifications(now: datetime) -> int:
    """What somebody was told and read long ago; the audit knows it for good."""
    return Notification.objects.filter(read_at__lt=now - READ_KEPT).delete()[0]


def ended_sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def old_reports(now: datetime) -> int:
    """What readers reported two years ago, their addresses with it."""
    return ErrorReport.objects.filter(received_at__lt=now - REPORTS_KEPT).delete()[0]


def report_senders(now: datetime) -> int:
    """Where reports came from, which nobody needs once the limits have been counted; the reports stay."""
    known = ErrorReport.objects.filter(received_at__lt=now - SENDERS_KEPT).exclude(sender_digest="")
    return known.update(sender_digest="")


def ended_passes(now: datetime) -> int:
    """Teacher passes that expired two years ago, with whose they were; the audit keeps that they were given."""
    return TeacherPass.objects.filter(expires_at__lt=now - PASSES_KEPT).delete()[0]


# A part of the desk that leaves rows behind adds its pruner here: from the time to the number of rows deleted.
PRUNERS: list[Callable[[datetime], int]] = [
    stale_presences,
    read_notifications,
    ended_sessions,
    old_reports,
    report_senders,
    ended_passes,
    prune_deliveries,
    prune_endpoint_letters,
]
