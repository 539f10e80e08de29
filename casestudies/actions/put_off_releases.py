"""Hold releases back whose time has passed without a publication."""

from datetime import datetime, timedelta

from casestudies.actions.offer_release import put_off_release
from casestudies.enums import ReleaseState
from casestudies.models import Release

# A scheduled publication may come a little late without anybody being told to wait.
GRACE = timedelta(minutes=5)


def put_off_releases(now: datetime) -> int:
    """Tell partners to wait where an embargo ended and nothing was published; returns how many releases that are."""
    late = Release.objects.filter(state=ReleaseState.OFFERED, embargoed_until__lt=now - GRACE)
    return sum(put_off_release(release, now=now) for release in late.select_related("case_study"))
