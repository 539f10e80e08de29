"""Whose turn a case study is: it follows from the stage, who is assigned, and who may take the next step."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from casestudies.enums import ScheduleState, Stage
from casestudies.models import Account, CaseStudy, PublicationSettings, Revision
from casestudies.queries.drafts import drafts_seen_by


def waiting_for(account: Account) -> QuerySet[CaseStudy]:
    """The case studies whose next step is this account's. Two queries at most, and one for the rows.

    A draft waits for its assignee while it says something new or has a deadline, and after it was returned or lapsed
    without an assignee for who submitted it. A text in review waits for its reviewer, before somebody claimed it for
    everybody who may approve it. An approved one, or one whose appointment failed, waits for those who publish.
    """
    turn = _drafts(account) | _reviews(account)
    if account.has_perm("casestudies.publish_casestudy"):
        turn |= Q(stage=Stage.APPROVED) | Q(schedule__state=ScheduleState.FAILED)
    return drafts_seen_by(account).filter(turn)


def _drafts(account: Account) -> Q:
    live = Q(public_state__edition__content_digest=F("content_digest"))
    same = live & Q(public_state__edition__teaching_digest=F("teaching_digest"))
    to_do = Q(public_state=None) | ~same | Q(deadline__isnull=False)
    returned = Q(returned_at__isnull=False) & Q(assignee=None) & Q(submitted_by=account)
    return Q(stage=Stage.DRAFT) & ((Q(assignee=account) & to_do) | returned)


def _reviews(account: Account) -> Q:
    in_review = Q(stage=Stage.IN_REVIEW)
    turn = in_review & Q(reviewer=account)
    if account.has_perm("casestudies.review_casestudy"):
        turn |= in_review & Q(reviewer=None) & ~_wrote(account)
    return turn


def _wrote(account: Account) -> Q:
    """Under four eyes nobody approves what they submitted, or changed since the last edition."""
    found = PublicationSettings.objects.filter(pk=1).values_list("four_eyes", flat=True).first()
    if found is False:
        return Q(pk__in=[])
    saved = Revision.objects.filter(case_study=OuterRef("pk"), saved_by=account)
    new = saved.filter(saved_at__gt=OuterRef("public_state__edition__published_at"))
    return Q(submitted_by=account) | Q(Q(public_state=None) & Exists(saved)) | Q(Exists(new))
