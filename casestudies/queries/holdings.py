"""What partners say that they carry, and which of them are behind on a correction or carry a withdrawn text."""

from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from casestudies.enums import NoticeKind, PublicStatus
from casestudies.models import Correction, Holding, Withdrawal
from casestudies.queries.editions import with_titles

CURRENT = "case_study__public_state__edition__"


def titled(holdings: QuerySet[Holding]) -> QuerySet[Holding]:
    """With partner, edition and the title under which the case study is published now. Still one query."""
    return with_titles(holdings.select_related("partner", "edition"), CURRENT)


def with_standing(holdings: QuerySet[Holding]) -> QuerySet[Holding]:
    """Each with `correction`, the number of the newest correction that it lacks, `withdrawn_at` and `behind_since`.

    All three are None for a text that was taken down or that is as right as the public one; `withdrawn_at` stands
    where the case study is withdrawn now. An edition without a correction makes nobody behind. Still one query.
    """
    lacking = Correction.objects.filter(
        edition__case_study=OuterRef("case_study"), edition__number__gt=OuterRef("edition__number")
    )
    withdrawals = Withdrawal.objects.filter(edition__case_study=OuterRef("case_study"), kind=NoticeKind.WITHDRAWN)
    since = Subquery(withdrawals.order_by("-made_at", "-pk").values("made_at")[:1], output_field=DateTimeField())
    is_withdrawn = When(case_study__public_state__status=PublicStatus.WITHDRAWN, edition__isnull=False, then=since)
    return holdings.annotate(
        correction=Subquery(lacking.order_by("-edition__number").values("edition__number")[:1]),
        withdrawn_at=Case(is_withdrawn, output_field=DateTimeField()),
        behind_since=Coalesce("withdrawn_at", Subquery(lacking.order_by("edition__number").values("made_at")[:1])),
    )


def behind() -> QuerySet[Holding]:
    """What active partners carry that was corrected or withdrawn since: the longest behind first.

    `behind_since` is when the case study was withdrawn, or else the first correction that the partner lacks was made.
    """
    rows = with_standing(Holding.objects.filter(partner__is_active=True))
    return rows.filter(is_behind()).order_by(F("behind_since").asc(), "partner__name", "pk")


def is_behind() -> Q:
    """The condition on rows `with_standing`."""
    return Q(behind_since__isnull=False)
