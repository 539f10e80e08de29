"""Say that somebody has a case study's form open, or has left it."""

from datetime import datetime

from django.db import IntegrityError

from casestudies.errors import NotAllowed
from casestudies.models import Account, CaseStudy, Presence
from casestudies.permissions import can_see
from casestudies.queries.presence import STAYS


def note_presence(case_study: CaseStudy, *, by: Account, now: datetime, is_typing: bool) -> None:
    """A heartbeat of an open form. One statement, but for the first. Raises NotAllowed.

    Who was not heard of for a while has opened it anew.
    """
    if not can_see(by, case_study):
        raise NotAllowed("You may not see this case study.")
    there = Presence.objects.filter(case_study=case_study, account=by, seen_at__gt=now - STAYS)
    if there.update(seen_at=now, is_typing=is_typing):
        return
    here = Presence(case_study=case_study, account=by, opened_at=now, seen_at=now, is_typing=is_typing)
    try:
        Presence.objects.bulk_create(
            [here],
            update_conflicts=True,
            unique_fields=["case_study", "account"],
            update_fields=["opened_at", "seen_at", "is_typing"],
        )
    except IntegrityError as error:  # deleted since the door read it
        raise NotAllowed("This case study was deleted.") from error


def end_presence(case_study: CaseStudy, *, by: Account) -> None:
    """The form was closed."""
    Presence.objects.filter(case_study=case_study, account=by).delete()
