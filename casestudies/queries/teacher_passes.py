"""What a teacher pass opens: the pass that a token belongs to, and the live case studies behind it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from casestudies.models import PublicState, TeacherPass
from casestudies.queries.editions import cards, live
from casestudies.queries.private_tokens import digest_of_token

PAGE_SIZE = 50


@dataclass(frozen=True)
class Opened:
    """A page of the case studies that a pass opens, and whether there are more after it."""

    states: list[PublicState]
    has_more: bool


def pass_of(token: str) -> TeacherPass | None:
    """The pass of this token, whether or not it still works. One query."""
    return TeacherPass.objects.filter(token_digest=digest_of_token(token)).first()


def works(granted: TeacherPass, now: datetime) -> bool:
    """Whether the pass opens anything: neither revoked nor expired."""
    return granted.revoked_at is None and now < granted.expires_at


def opens(granted: TeacherPass, state: PublicState) -> bool:
    """Whether the pass is for this case study. At most one query."""
    return _opened_by(granted, PublicState.objects.filter(pk=state.pk)).exists()


def opened_cases(granted: TeacherPass, *, number: int = 1) -> Opened:
    """The live case studies that the pass opens, the latest change first. One query."""
    start = (number - 1) * PAGE_SIZE
    found = list(_opened_by(granted, cards(live()))[start : start + PAGE_SIZE + 1])
    return Opened(states=found[:PAGE_SIZE], has_more=len(found) > PAGE_SIZE)


def _opened_by(granted: TeacherPass, states: QuerySet[PublicState]) -> QuerySet[PublicState]:
    """A pass for all leaves out what is limited to named people: somebody who sees it grants one of its own."""
    if granted.case_study_id is not None:
        return states.filter(case_study=granted.case_study_id)
    return states.filter(case_study__is_limited=False)
