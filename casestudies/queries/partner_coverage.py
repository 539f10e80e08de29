"""Which case studies a partner may receive now.

What a partner's coverage says in words (everything, topics, chosen case studies) is kept case by case as spans of the
change log (models/partner_change.py), written with the change that begins or ends them. So a list, an answer and the
changes never disagree on what is covered.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from casestudies.enums import Coverage, PartnerEvent
from casestudies.models import CoverageSpan, Partner, PartnerChange, PublicState
from casestudies.queries.callers import Caller


def covered(states: QuerySet[PublicState], caller: Caller) -> QuerySet[PublicState]:
    """Those that the caller may receive; all for who has no key, no row for a sandbox key. Adds no query."""
    return states.none() if caller.is_sandbox else covered_by(states, caller.partner)


def covered_by(states: QuerySet[PublicState], partner: Partner | None) -> QuerySet[PublicState]:
    """Those that a partner may receive; all where there is none."""
    if partner is None or partner.coverage == Coverage.EVERYTHING:
        return states
    return states.filter(Exists(open_spans(partner).filter(case_uuid=OuterRef("uuid"))))


def limiting_spans(caller: Caller) -> QuerySet[CoverageSpan] | None:
    """What the caller may have now, case by case; None where nothing limits it. Not for sandbox keys."""
    partner = caller.partner
    return None if partner is None or partner.coverage == Coverage.EVERYTHING else open_spans(partner)


def is_covered(case_uuid: UUID, caller: Caller) -> bool:
    """Whether the caller may receive a case study. At most one query."""
    return is_covered_by(case_uuid, caller.partner)


def is_covered_by(case_uuid: UUID, partner: Partner | None) -> bool:
    """Whether a partner may receive a case study. At most one query."""
    if partner is None or partner.coverage == Coverage.EVERYTHING:
        return True
    return open_spans(partner).filter(case_uuid=case_uuid).exists()


def not_covered(case_uuids: Collection[str], caller: Caller) -> frozenset[str]:
    """Of some case studies those that the caller may not receive. At most one query."""
    partner = caller.partner
    if not case_uuids or partner is None or partner.coverage == Coverage.EVERYTHING or caller.is_sandbox:
        return frozenset()
    found = open_spans(partner).filter(case_uuid__in=case_uuids).values_list("case_uuid", flat=True)
    return frozenset(case_uuids) - {str(uuid) for uuid in found}


def open_spans(partner: Partner) -> QuerySet[CoverageSpan]:
    """What the partner may have now, case by case; meaningless for who has everything."""
    return CoverageSpan.objects.filter(partner=partner, until_sequence__isnull=True, case_uuid__isnull=False)


def may_have(case_uuid: str) -> Q:
    """The condition on rows with a `partner` that this one may have the case study whose UUID is at the path."""
    spans = CoverageSpan.objects.filter(
        partner=OuterRef("partner"), until_sequence__isnull=True, case_uuid=OuterRef(case_uuid)
    )
    return Q(partner__coverage=Coverage.EVERYTHING) | Q(Exists(spans))


def losses(partner: OuterRef | int | None, case_uuid: OuterRef | UUID) -> QuerySet[PartnerChange]:
    """What a partner was told when a case study left its coverage, the latest first.

    Not what it was told before it was told that the case study came back.
    """
    same = PartnerChange.objects.filter(partner=OuterRef("partner"), case_uuid=OuterRef("case_uuid"))
    back = same.filter(event=PartnerEvent.COVERAGE_GAINED, number__gt=OuterRef("number"))
    rows = PartnerChange.objects.filter(partner=partner, case_uuid=case_uuid, event=PartnerEvent.COVERAGE_LOST)
    return rows.exclude(Exists(back)).order_by("-number")
