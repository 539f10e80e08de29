"""Begin and end what partners may have, when an edition changes what a case study is about."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from casestudies.actions.tell_partner import Told, tell_partner
from casestudies.enums import ChangeEvent, Coverage, PartnerEvent, TermKind
from casestudies.models import ChangeLogEntry, CoverageSpan, Partner, PublicState, PublishedTerm


def follow_coverage(state: PublicState, entry: ChangeLogEntry, *, now: datetime) -> None:
    """Let each partner gain or lose the case study whose edition `entry` tells of; in the publication's transaction.

    A partner to which a case study is new at its first edition sees that edition's own entry. Later, it is told that
    it gained it; one that loses it is told so, and sees the entry no more. Runs after `log_change`,
    whose lock it needs.
    """
    limited = Partner.objects.exclude(coverage=Coverage.EVERYTHING)
    if not limited.exists():
        return
    topics = PublishedTerm.objects.filter(state=state, kind=TermKind.TOPIC).values("key")
    by_topic = limited.filter(coverage=Coverage.TOPICS, covered_topics__slug__in=topics)
    by_choice = limited.filter(coverage=Coverage.CHOSEN, covered_cases=state.case_study_id)
    wanted = set(by_topic.values_list("pk", flat=True)) | set(by_choice.values_list("pk", flat=True))
    had = {
        span.partner_id: span for span in CoverageSpan.objects.filter(case_uuid=state.uuid, until_sequence__isnull=True)
    }
    for partner in limited.order_by("pk"):
        span = had.get(partner.pk)
        if partner.pk in wanted and span is None:
            is_new = entry.event == ChangeEvent.PUBLISHED
            begin(partner, [state], after=entry.sequence - is_new)
            if not is_new:
                tell_partner(partner, [gained(state)], now=now)
        elif partner.pk not in wanted and span is not None:
            span.until_sequence = entry.sequence - 1
            span.save(update_fields=["until_sequence"])
            tell_partner(partner, [lost(state)], now=now)


def begin(partner: Partner, states: Collection[PublicState], *, after: int) -> None:
    """Let a partner see what follows entry `after` of these case studies."""
    CoverageSpan.objects.bulk_create(
        (CoverageSpan(partner=partner, case_uuid=state.uuid, after_sequence=after) for state in states),
        batch_size=1_000,
    )


def gained(state: PublicState) -> Told:
    return Told(PartnerEvent.COVERAGE_GAINED, state.uuid, facts(state))


def lost(state: PublicState) -> Told:
    """Without what the partner may no longer know: it is told which case study it is, and nothing of its text."""
    return Told(PartnerEvent.COVERAGE_LOST, state.uuid, {"slug": state.slug})


def facts(state: PublicState) -> dict[str, Any]:
    """What stands now; needs the state's edition."""
    return {
        "slug": state.slug,
        "edition": state.edition.number,
        "edition_digest": state.edition.edition_digest,
    }
