"""Write down which software answers: no answer of it is older than the moment at which it was found running."""

from datetime import datetime, timedelta

from casestudies.build import software_digest
from casestudies.models import RunningSoftware

SECOND = timedelta(seconds=1)


def note_software(now: datetime) -> bool:
    """Whether it is another than before. Two tickers may find it at once; each writes a moment that holds good."""
    digest = software_digest()
    row = RunningSoftware.objects.filter(pk=1).first()
    if row is not None and row.digest == digest:
        return False
    # Dates in headers have no fractions, and no software is as young as the one before it, whatever the clock says.
    since = now.replace(microsecond=0) + SECOND
    if row is not None:
        since = max(since, row.since + SECOND)
    RunningSoftware.objects.update_or_create(pk=1, defaults={"digest": digest, "since": since})
    return True
