"""Who has a case study's form open at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from casestudies.models import Account, CaseStudy, Presence

STAYS = timedelta(seconds=45)  # without a heartbeat


@dataclass(frozen=True)
class Other:
    name: str
    initials: str
    is_typing: bool
    since: datetime


def others_at(case_study: CaseStudy, account: Account, now: datetime) -> Sequence[Other]:
    """Everybody else whose form sent a heartbeat lately, by name. One query."""
    there = Presence.objects.filter(case_study=case_study, seen_at__gt=now - STAYS).exclude(account=account)
    found = [_other(row) for row in there.select_related("account")]
    return sorted(found, key=lambda other: other.name)


def _other(row: Presence) -> Other:
    name = name_of(row.account)
    words = name.split()
    letters = words[0][:1] + words[-1][:1] if len(words) > 1 else name[:2]
    return Other(name, letters.upper(), row.is_typing, row.opened_at)


def name_of(account: Account) -> str:
    """How the desk calls an account."""
    return account.get_full_name() or account.get_username()
