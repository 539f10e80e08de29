"""Say which case studies a partner may receive, and tell it what it gains and loses by that."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from casestudies.actions.cover_many import begin_spans, end_spans, tell_of_many
from casestudies.actions.lock_row import lock
from casestudies.actions.record import last_sequence, lock_change_log
from casestudies.actions.report_holding import audit_partner
from casestudies.actions.tell_recipients import take_back_uncovered
from casestudies.enums import Coverage, PartnerEvent, PublicStatus, TermKind
from casestudies.errors import NotAllowed, NotReady, Problem
from casestudies.models import (
    Account,
    ApiKey,
    CaseStudy,
    CoverageSpan,
    Endpoint,
    Holding,
    Partner,
    PublicState,
    PublishedTerm,
    Topic,
)
from casestudies.permissions import can_change_record
from casestudies.queries.editions import live
from casestudies.queries.partner_coverage import covered_by


def set_coverage(
    partner: Partner,
    kind: Coverage,
    *,
    topics: Collection[Topic] = (),
    case_studies: Collection[CaseStudy] = (),
    by: Account,
    now: datetime,
) -> Partner:
    """Let a partner have everything, the case studies on some topics, or chosen ones, from now on.

    It is told of each live case study that it gains, and of each that it loses and that is live, or that it carries. A
    partner that never had a key or an endpoint, and carries nothing, has received nothing: it is told nothing, and
    begins with what it is given. Raises NotAllowed, and NotReady with the places `topics` and `case_studies`.
    """
    if not can_change_record(by, partner):
        raise NotAllowed("You may not change what partners receive.")
    if kind == Coverage.TOPICS and not topics:
        raise NotReady([Problem("Choose at least one topic.", "topics")])
    if kind == Coverage.CHOSEN and not case_studies:
        raise NotReady([Problem("Choose at least one case study.", "case_studies")])
    with transaction.atomic():
        row = lock(Partner.objects.all()).get(pk=partner.pk)
        lock_change_log()
        before, had, was = in_words(row), covered_by(PublicState.objects.all(), row), Coverage(row.coverage)
        row.coverage = kind
        row.save_count += 1
        row.save()
        row.covered_topics.set(topics if kind == Coverage.TOPICS else [])
        row.covered_cases.set(case_studies if kind == Coverage.CHOSEN else [])
        after, has = in_words(row), _matching(row)
        if after == before:
            return row
        if any(model.objects.filter(partner=row).exists() for model in (ApiKey, Endpoint, Holding)):
            last = last_sequence()
            carried = Exists(Holding.objects.filter(partner=row, case_study=OuterRef("case_study")))
            gone = had.filter(Q(status=PublicStatus.LIVE) | carried).exclude(pk__in=has.order_by().values("pk"))
            new = live().filter(pk__in=has.order_by().values("pk")).exclude(pk__in=had.order_by().values("pk"))
            tell_of_many(PartnerEvent.COVERAGE_LOST, row, gone, sequence=last, now=now)
            tell_of_many(PartnerEvent.COVERAGE_GAINED, row, new, sequence=last, now=now)
            _go_on(row, was, has, last)
            take_back_uncovered(row, now=now)
        else:
            CoverageSpan.objects.filter(partner=row).delete()
            if kind != Coverage.EVERYTHING:
                begin_spans(row, has, after=0)
        audit_partner("partner.coverage_set", row, {"coverage": after, "coverage_before": before}, by=by, now=now)
        return row


def in_words(partner: Partner) -> str:
    """What a partner may have, as the audit and the desk say it."""
    match Coverage(partner.coverage):
        case Coverage.TOPICS:
            names = partner.covered_topics.order_by("name").values_list("name", flat=True)
            return f"Topics: {', '.join(names)}"
        case Coverage.CHOSEN:
            states = PublicState.objects.filter(case_study__in=partner.covered_cases.all()).order_by("slug")
            return f"Case studies: {', '.join(states.values_list('slug', flat=True))}"
        case _:
            return "Everything"


def _matching(partner: Partner) -> QuerySet[PublicState]:
    """What it is to have, by what its coverage says."""
    states = PublicState.objects.all()
    match Coverage(partner.coverage):
        case Coverage.TOPICS:
            slugs = partner.covered_topics.values("slug")
            carried = PublishedTerm.objects.filter(kind=TermKind.TOPIC, key__in=slugs)
            return states.filter(pk__in=carried.order_by().values("state"))
        case Coverage.CHOSEN:
            return states.filter(case_study__in=partner.covered_cases.order_by().values("pk"))
        case _:
            return states


def _go_on(partner: Partner, was: Coverage, has: QuerySet[PublicState], last: int) -> None:
    """End what ends with the last change there was, and begin what begins after it."""
    spans = CoverageSpan.objects.filter(partner=partner, until_sequence__isnull=True)
    if was == Coverage.EVERYTHING:
        if not spans.update(until_sequence=last):
            CoverageSpan.objects.create(partner=partner, case_uuid=None, after_sequence=0, until_sequence=last)
        begin_spans(partner, has, after=last)
    elif partner.coverage == Coverage.EVERYTHING:
        spans.update(until_sequence=last)
        CoverageSpan.objects.create(partner=partner, case_uuid=None, after_sequence=last)
    else:
        end_spans(partner, has, until=last)
        begin_spans(partner, has, after=last)
