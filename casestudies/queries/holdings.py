"""What partners say that they carry, and which of those copies are to be put right or taken down."""

from typing import Any

from django.db.models import Case, CharField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from casestudies.enums import NoticeKind, PublicStatus
from casestudies.models import CaseStudy, Correction, Holding, HoldingStepTaken, PartnerChange, Redaction, Withdrawal
from casestudies.publication.chain import instant
from casestudies.queries.callers import Caller
from casestudies.queries.editions import with_titles
from casestudies.queries.partner_coverage import losses, may_have
from casestudies.queries.sandbox.offers import sample_holdings

CURRENT = "case_study__public_state__edition__"


def titled(holdings: QuerySet[Holding]) -> QuerySet[Holding]:
    """With partner, edition and the title under which the case study is published now. Still one query."""
    return with_titles(holdings.select_related("partner", "edition"), CURRENT)


def with_standing(holdings: QuerySet[Holding]) -> QuerySet[Holding]:
    """Each with `lost_at`, `withdrawn_at`, `redacted_at`, `correction` and `behind_since`. Still one query.

    `lost_at` stands where the partner may not receive the case study: since it was told that this left its coverage,
    and where it was not, since the edition was published. Nothing that happens outside its coverage moves that.
    `withdrawn_at` stands where the case study is withdrawn now, `redacted_at` where the text of the edition that is
    carried was removed for a legal reason. `correction` is the newest that the copy neither has in its text nor shows
    beside it, by number. But for `lost_at`, all are None for a text that was taken down. An edition without a
    correction makes nobody behind.
    """
    lacking = Correction.objects.filter(
        Q(edition__number__gt=OuterRef("edition__number")),
        Q(edition__number__gt=Coalesce(OuterRef("correction_shown"), 0)),
        edition__case_study=OuterRef("case_study"),
    )
    withdrawals = Withdrawal.objects.filter(edition__case_study=OuterRef("case_study"), kind=NoticeKind.WITHDRAWN)
    withdrawn = Subquery(withdrawals.order_by("-made_at", "-pk").values("made_at")[:1], output_field=DateTimeField())
    lost = Coalesce(Subquery(_told().values("at")[:1]), "edition__published_at", "reported_at")
    is_withdrawn = When(case_study__public_state__status=PublicStatus.WITHDRAWN, edition__isnull=False, then=withdrawn)
    return holdings.annotate(
        lost_at=Case(When(~may_have("case_study__uuid"), then=lost), output_field=DateTimeField()),
        correction=Subquery(lacking.order_by("-edition__number").values("edition__number")[:1]),
        withdrawn_at=Case(is_withdrawn, output_field=DateTimeField()),
        redacted_at=Subquery(Redaction.objects.filter(edition=OuterRef("edition")).values("made_at")[:1]),
        behind_since=Coalesce(
            Case(When(edition__isnull=False, then="lost_at"), output_field=DateTimeField()),
            "withdrawn_at",
            "redacted_at",
            Subquery(lacking.order_by("edition__number").values("made_at")[:1]),
        ),
    )


def _told() -> QuerySet[PartnerChange]:
    return losses(OuterRef("partner"), OuterRef("case_study__uuid"))


def behind() -> QuerySet[Holding]:
    """What active partners carry that is to be put right or taken down: the longest behind first.

    `behind_since` is when the case study left the partner's coverage, was withdrawn, the edition's text removed, or
    else the first correction that the partner lacks was made.
    """
    rows = with_standing(Holding.objects.filter(partner__is_active=True))
    return rows.filter(is_behind()).order_by(F("behind_since").asc(), "partner__name", "pk")


def is_behind() -> Q:
    """The condition on rows `with_standing`."""
    return Q(behind_since__isnull=False)


def to_be_told(holdings: QuerySet[Holding]) -> QuerySet[Holding]:
    """Rows `with_standing` with all that a partner is told of them. Still one query."""
    known = Subquery(_told().annotate(slug=KT("data__slug")).values("slug")[:1], output_field=CharField())
    return titled(holdings).select_related("case_study__public_state__edition").annotate(slug_when_lost=known)


def cause_of(holding: Holding) -> str:
    """What a copy lacks, in a word: another correction is another cause. Reads what `with_standing` annotated."""
    row: Any = holding
    since = {"not_covered": row.lost_at, "withdrawn": row.withdrawn_at, "redacted": row.redacted_at}
    standing = standing_of(holding)
    return f"{standing}:{since[standing].isoformat() if standing in since else row.correction}"


def standing_of(holding: Holding) -> str:
    """How a copy stands, in the API's word. Reads what `with_standing` annotated.

    What a partner may not carry has to come down, whatever happened to it since; that is not told.
    """
    row: Any = holding
    if holding.edition is None:
        return "removed"
    if row.lost_at:
        return "not_covered"
    if row.withdrawn_at:
        return "withdrawn"
    if row.redacted_at:
        return "redacted"
    if row.correction:
        return "corrected"
    if holding.case_study.public_state.edition_id == holding.edition_id:
        return "current"
    return "annotated" if holding.correction_shown else "older"


WHAT_TO_DO = {
    "removed": "Nothing.",
    "current": "Nothing.",
    "older": "Nothing is wrong with it. A newer edition has come: take it if you like, and report it.",
    "annotated": "Nothing, while the corrections up to edition {shown} stand beside it. A newer edition has come: take "
    "it if you like, and report it.",
    "corrected": "Put edition {newest} in its place and report that; or show the corrections up to edition "
    "{correction} beside your text and report it with “correction_shown”: {correction}.",
    "redacted": "Take it down: its text was removed for a legal reason. Then report that it is gone, or what you "
    "carry in its place.",
    "withdrawn": "Take it down, or show the notice in its place; then report that it is removed.",
    "not_covered": "Take it down: your licence for it has ended. Then report that it is removed.",
}


def what_to_do(holding: Holding) -> str:
    row: Any = holding
    newest, correction = holding.case_study.public_state.edition.number, row.correction
    words = WHAT_TO_DO[standing_of(holding)]
    return words.format(newest=newest, correction=correction, shown=holding.correction_shown)


def may_be_read(holding: Holding) -> bool:
    """Whether the partner may receive the case study. Reads what `with_standing` annotated."""
    row: Any = holding
    return row.lost_at is None


def newest_told(holding: Holding) -> int | None:
    """The edition that stands, by number; None where the partner may not know."""
    return holding.case_study.public_state.edition.number if may_be_read(holding) else None


def slug_told(holding: Holding) -> str:
    """The address, as far as the partner may know it: of what it lost, the one that it had then, or else the UUID."""
    row: Any = holding
    state = holding.case_study.public_state
    return state.slug if may_be_read(holding) else row.slug_when_lost or str(state.uuid)


def notice_of(holding: Holding) -> dict[str, Any]:
    """What the partner is told of a copy that is behind: plain JSON."""
    row: Any = holding
    return {
        "url": holding.url,
        "edition": holding.edition.number if holding.edition else None,
        "standing": standing_of(holding),
        "newest_edition": newest_told(holding),
        "stale_since": instant(row.behind_since),
        "what_to_do": what_to_do(holding),
    }


def is_stale(holding: Holding) -> bool:
    """Reads what `with_standing` annotated."""
    row: Any = holding
    return row.behind_since is not None


def page_of_holdings(caller: Caller, *, stale: bool | None, after: int, limit: int) -> tuple[list[Holding], bool]:
    """What a partner said that it carries, with its standing, and whether there is more. One query."""
    if caller.is_sandbox:
        rest = [row for row in sample_holdings() if row.pk > after and stale in (None, is_stale(row))]
        return rest[:limit], len(rest) > limit
    rows = _carried(caller).filter(pk__gt=after)
    if stale is not None:
        rows = rows.filter(is_behind()) if stale else rows.exclude(is_behind())
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit


def reported(caller: Caller, case_study: CaseStudy) -> list[Holding]:
    """What a partner said of one case study. One query."""
    if caller.is_sandbox:
        return [row for row in sample_holdings() if row.case_study_id == case_study.pk]
    return list(_carried(caller).filter(case_study=case_study))


def _carried(caller: Caller) -> QuerySet[Holding]:
    """In the order in which it was first said."""
    return to_be_told(with_standing(Holding.objects.filter(partner=caller.partner_id))).order_by("pk")


def steps_about(holding: Holding) -> list[HoldingStepTaken]:
    """What was done about a copy, the first first."""
    return list(HoldingStepTaken.objects.filter(holding=holding).select_related("taken_by").order_by("at", "pk"))
