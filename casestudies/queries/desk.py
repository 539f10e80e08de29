"""What a desk looks at first, for one account: whose turn it is, what is coming, what wants another look.

Every function is one query, or as many as it says, however many rows there are; limited drafts appear to those alone
who may see them.
"""

from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from casestudies.enums import LinkState, PublicStatus, ReportState, Stage, TermKind
from casestudies.models import (
    Account,
    CaseStudy,
    Correction,
    ErrorReport,
    Note,
    Notification,
    PublishedTerm,
    Schedule,
    Source,
)
from casestudies.queries.drafts import drafts_seen_by, seen_by
from casestudies.queries.turns import waiting_for

SHOWN = ("public_state__edition", "updated_by", "assignee", "reviewer", "submitted_by", "approved_by", "schedule")
BAD_LINKS = (LinkState.DEAD, LinkState.DANGEROUS)


def waiting(account: Account) -> QuerySet[CaseStudy]:
    """The case studies whose next step is the account's: the nearest deadline first, then the longest waiting."""
    rows = waiting_for(account).select_related(*SHOWN).distinct()
    return rows.order_by(F("deadline").asc(nulls_last=True), "updated_at", "pk")


def own_drafts(account: Account) -> QuerySet[CaseStudy]:
    """What the account changed last, or is assigned."""
    own = drafts_seen_by(account).filter(Q(updated_by=account) | Q(assignee=account))
    return own.select_related(*SHOWN).order_by("-updated_at", "-pk")


def new_reports(account: Account) -> QuerySet[ErrorReport]:
    """What readers reported and nobody settled, of case studies whose drafts the account sees, newest first."""
    waiting = ErrorReport.objects.filter(state=ReportState.NEW).select_related("case_study")
    return seen_by(waiting, account).order_by("-received_at", "-pk")


def other_drafts(account: Account) -> QuerySet[CaseStudy]:
    """What others changed last."""
    own = CaseStudy.objects.filter(Q(updated_by=account) | Q(assignee=account))
    others = drafts_seen_by(account).exclude(pk__in=own.values("pk"))
    return others.select_related(*SHOWN).order_by(F("updated_at").desc(nulls_last=True), "-pk")


def in_review(account: Account) -> QuerySet[CaseStudy]:
    """What is in review, the longest waiting first."""
    rows = drafts_seen_by(account).filter(stage=Stage.IN_REVIEW).select_related(*SHOWN)
    return rows.order_by(F("submitted_at").asc(nulls_last=True), "pk")


def appointments(account: Account) -> QuerySet[Schedule]:
    """What is to be published and when, with what was not; the next first."""
    rows = Schedule.objects.select_related("case_study__public_state__edition", "scheduled_by")
    return seen_by(rows, account).order_by("publish_at", "pk")


def deadlines(account: Account, first: date, last: date) -> QuerySet[CaseStudy]:
    """Drafts with a deadline between two days."""
    rows = drafts_seen_by(account).filter(deadline__range=(first, last))
    return rows.select_related("assignee").order_by("deadline", "pk")


def to_look_at_again(account: Account, until: date) -> QuerySet[CaseStudy]:
    """Live case studies whose review date comes by that day or has passed, the oldest first."""
    rows = drafts_seen_by(account).filter(public_state__status=PublicStatus.LIVE, review_by__lte=until)
    return rows.select_related("public_state__edition", "assignee").order_by("review_by", "pk")


def notes_for(account: Account) -> QuerySet[Note]:
    """Open notes that mention the account, stand on its drafts, or that it wrote; the newest first."""
    rows = seen_by(Note.objects.filter(resolved_at=None, reply_to=None), account)
    concerned = (
        Q(mentions=account)
        | Q(replies__mentions=account)
        | Q(by=account)
        | Q(case_study__assignee=account)
        | Q(case_study__updated_by=account)
    )
    found = rows.filter(concerned).values("pk")
    return (
        rows.filter(pk__in=found).select_related("case_study", "by").annotate(answers=Count("replies")).order_by("-at")
    )


def broken_sources(account: Account) -> QuerySet[Source]:
    """Sources whose link is dead or dangerous and that a live edition or a draft which the account sees uses.

    `uses` counts those drafts.
    """
    seen = Q(references__case_study__in=drafts_seen_by(account).values("pk"))
    live = PublishedTerm.objects.filter(kind=TermKind.SOURCE, key=OuterRef("key"), state__status=PublicStatus.LIVE)
    rows = Source.objects.filter(link_state__in=BAD_LINKS)
    rows = rows.annotate(uses=Count("references", filter=seen, distinct=True), is_live=Exists(live))
    found = rows.filter(Q(uses__gt=0) | Q(is_live=True))
    return found.order_by("-uses", F("link_failed_since").asc(nulls_last=True), "pk")


def recent_corrections() -> QuerySet[Correction]:
    """The public corrections, the newest first."""
    return Correction.objects.select_related("edition__rendering").order_by("-made_at", "-pk")


def unread(account: Account) -> QuerySet[Notification]:
    """What the account was told and has not read, of what it may still see; the newest first."""
    rows = Notification.objects.filter(account=account, read_at=None).select_related("case_study")
    return seen_by(rows, account).order_by("-at", "-pk")


def weeks_from(today: date, weeks: int) -> list[list[date]]:
    """The days of so many weeks from Monday of this one."""
    monday = today - timedelta(days=today.weekday())
    return [[monday + timedelta(days=7 * week + day) for day in range(7)] for week in range(weeks)]
