"""Note that a partner fetched a text under embargo, so that the desk knows who has it."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from casestudies.models import Partner, Release, ReleaseRecipient


def note_release_fetch(release: Release, partner: Partner, *, now: datetime) -> None:
    """One atomic statement; nothing where the partner is no recipient."""
    ReleaseRecipient.objects.filter(release=release, partner=partner, withdrawn_at=None).update(
        first_fetched_at=Coalesce("first_fetched_at", now), last_fetched_at=now, fetches=F("fetches") + 1
    )
