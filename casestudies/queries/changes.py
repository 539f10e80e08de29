"""The changes as one caller may follow them: the public log where its coverage reaches, and what it alone was told.

Two rows of numbers make one order. A change for a partner stands behind the public change after which it was written;
both were written under one lock, so that who reads the public ones first, and of the partner's none that stands behind
a public one it has not read, misses nothing and meets nothing twice.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from casestudies.enums import REMOVALS, Coverage, PartnerEvent, TermKind
from casestudies.models import ChangeLogEntry, ChangeTopic, CoverageSpan, Partner, PartnerChange, PublishedTerm

LEFT_TOPIC = "topic.left"


@dataclass(frozen=True)
class Place:
    """How far somebody read: the last public change, and the last of the partner's own."""

    sequence: int = 0
    number: int = 0


@dataclass(frozen=True)
class Change:
    """One entry. `number` is 0 for a public change; `data` holds what the partner was told, as it stood then."""

    sequence: int
    number: int
    event: str
    case_uuid: UUID
    slug: str
    edition: int | None
    edition_digest: str
    at: datetime
    is_tombstone: bool
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Stretch:
    """Changes in order, where they end, and whether there are more now."""

    changes: list[Change]
    end: Place
    has_more: bool


@dataclass(frozen=True)
class Log:
    """What the log is known by: the digests of its first entry, and of the entry at a place ("" before the first)."""

    last: int
    first_digest: str
    digest_at: str


def log_at(sequence: int) -> Log:
    """How far the log goes, and what stands at `sequence`, "" where that is nothing. One query."""
    newest = ChangeLogEntry.objects.order_by("-sequence").values("sequence")[:1]
    rows = ChangeLogEntry.objects.filter(Q(sequence__in=[1, sequence]) | Q(sequence=newest))
    digests = dict(rows.values_list("sequence", "digest"))
    return Log(max(digests, default=0), digests.get(1, ""), digests.get(sequence, ""))


def digest_at(sequence: int) -> str:
    """What the entry at `sequence` is known by; "" before the first. One query."""
    rows = ChangeLogEntry.objects.filter(sequence=sequence).values_list("digest", flat=True)
    return (rows.first() or "") if sequence else ""


def was_told(partner: Partner | None, number: int) -> bool:
    """Whether there is such a change of the partner's own. One query."""
    return PartnerChange.objects.filter(partner=partner, number=number).exists()


def events_after(
    place: Place,
    *,
    partner: Partner | None,
    limit: int,
    upto: int,
    topic: str = "",
    events: Collection[str] = (),
    with_releases: bool = False,
) -> Stretch:
    """Up to `limit` changes after `place`, not beyond the public change `upto`. At most three queries.

    `topic` and `events` leave out what is not asked for, but never what has to be taken down; a case study that left
    the topic comes as `topic.left`. `with_releases`: the reader may know of texts under embargo. None for `partner` is
    the public.
    """
    public = list(_public(place, partner, upto, topic, events)[: limit + 1])
    reach = public[-1].sequence if len(public) > limit else upto
    own = list(_own(place, partner, reach, topic, events, with_releases)[: limit + 1]) if partner else []
    merged = sorted([*map(_of_entry, public), *map(_of_row, own)], key=lambda change: (change.sequence, change.number))
    changes = merged[:limit]
    if len(merged) <= limit:
        numbers = [change.number for change in changes if change.number]
        return Stretch(changes, Place(upto, max(numbers, default=place.number)), False)
    numbers = [change.number for change in changes if change.number]
    return Stretch(changes, Place(changes[-1].sequence, max(numbers, default=place.number)), True)


def _public(
    place: Place, partner: Partner | None, upto: int, topic: str, events: Collection[str]
) -> QuerySet[ChangeLogEntry]:
    rows = ChangeLogEntry.objects.filter(sequence__gt=place.sequence, sequence__lte=upto).select_related("subject")
    if partner is not None and _is_limited(partner):
        rows = rows.filter(_within_spans(partner))
    gone = Q(event__in=REMOVALS)
    if topic:
        of_topic = ChangeTopic.objects.filter(entry=OuterRef("pk"), slug=topic)
        rows = rows.annotate(is_left=Exists(of_topic.filter(is_left=True)))
        rows = rows.filter(gone | Exists(of_topic))
        gone |= Q(is_left=True)
    else:
        rows = rows.annotate(is_left=Value(False, output_field=BooleanField()))
    if events:
        rows = rows.filter(gone | Q(event__in=events))
    return rows.order_by("sequence")


def told_of_topics(rows: QuerySet[ChangeTopic], partner: Partner | None) -> QuerySet[ChangeTopic]:
    """Those of the topics of changes that a partner is told, or the public. Adds a query for a partner's spans."""
    return rows.filter(_within_spans(partner, "entry__")) if partner is not None and _is_limited(partner) else rows


def _within_spans(partner: Partner, path: str = "") -> Exists:
    """That a change, to which `path` leads, was made while its case study was the partner's to have."""
    goes_on = Q(until_sequence=None) | Q(until_sequence__gte=OuterRef(f"{path}sequence"))
    reaches = Q(case_uuid=OuterRef(f"{path}case_uuid")) | Q(case_uuid=None)
    after = Q(after_sequence__lt=OuterRef(f"{path}sequence"))
    return Exists(CoverageSpan.objects.filter(goes_on, reaches, after, partner=partner))


def _own(
    place: Place, partner: Partner, reach: int, topic: str, events: Collection[str], with_releases: bool
) -> QuerySet[PartnerChange]:
    rows = PartnerChange.objects.filter(partner=partner, number__gt=place.number, after_sequence__lte=reach)
    if not with_releases:
        rows = rows.exclude(event__startswith="release.")
    if topic:  # what was gained and is on other topics would be followed by none of its corrections
        on_topic = PublishedTerm.objects.filter(kind=TermKind.TOPIC, key=topic, state__uuid=OuterRef("case_uuid"))
        rows = rows.filter(~Q(event=PartnerEvent.COVERAGE_GAINED) | Exists(on_topic))
    if events:
        rows = rows.filter(event__in={*events, *REMOVALS})
    return rows.order_by("number")


def _is_limited(partner: Partner) -> bool:
    """Whether there ever was anything that it could not have."""
    return partner.coverage != Coverage.EVERYTHING or CoverageSpan.objects.filter(partner=partner).exists()


def _of_entry(entry: ChangeLogEntry) -> Change:
    is_left = bool(entry.is_left) and entry.event not in REMOVALS  # type: ignore[attr-defined]
    return Change(
        sequence=entry.sequence,
        number=0,
        event=LEFT_TOPIC if is_left else entry.event,
        case_uuid=entry.case_uuid,
        slug=entry.subject.slug if hasattr(entry, "subject") else "",
        edition=entry.edition_number,
        edition_digest=entry.edition_digest,
        at=entry.at,
        is_tombstone=is_left or entry.event in REMOVALS,
    )


def _of_row(row: PartnerChange) -> Change:
    return Change(
        sequence=row.after_sequence,
        number=row.number,
        event=row.event,
        case_uuid=row.case_uuid,
        slug=row.data.get("slug", ""),
        edition=row.data.get("edition"),
        edition_digest=row.data.get("edition_digest", ""),
        at=row.at,
        is_tombstone=row.event in REMOVALS,
        data=row.data,
    )
