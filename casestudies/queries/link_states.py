"""Which links are to be looked at next, and which of an edition's sources readers cannot follow any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from casestudies.enums import LinkState, Stage
from casestudies.models import CaseStudy, Source
from casestudies.publication.web_addresses import web_address

EVERY = timedelta(days=7)
FAILING_AGAIN = timedelta(hours=25)  # a link that began to fail is looked at again after a day
FAILING = (LinkState.DEAD, LinkState.DANGEROUS)


@dataclass(frozen=True)
class LinkToCheck:
    """A source's address as it stood when it was to be looked at. `day` is as much as is known of the source's date."""

    pk: int
    key: str
    url: str
    day: date | None
    wants_copy: bool


def due_links(now: datetime) -> QuerySet[Source]:
    """The sources whose links were not looked at for a week, the longest ago first; failing ones come round sooner."""
    failing = Q(link_failed_since__isnull=False) & ~Q(link_state__in=FAILING)
    due = Q(link_checked_at=None) | Q(link_checked_at__lte=now - EVERY)
    due |= failing & Q(link_checked_at__lte=now - FAILING_AGAIN)
    return Source.objects.filter(due).exclude(url="").order_by(F("link_checked_at").asc(nulls_first=True), "pk")


def links_to_check(sources: QuerySet[Source], most: int) -> list[LinkToCheck]:
    """One query."""
    return [
        LinkToCheck(source.pk, source.key, source.url, _day(source), not source.archived_url)
        for source in sources.exclude(url="")[:most]
    ]


def failing_links(document: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Source key -> `state` and, if there is one, the archived copy, for the links of a snapshot that fail. One query.

    `known` is what was said before: where the library has another address by now, nothing new is known of this one.
    """
    shown = {source["key"]: source["csl"].get("URL", "") for source in document["sources"]}
    there = {source.key: source for source in Source.objects.filter(key__in=shown)}
    failing = {}
    for key, url in shown.items():
        source = there.get(key)
        if source is None or web_address(source.url) != url:
            if key in known:
                failing[key] = dict(known[key])
        elif source.link_state in FAILING:
            copy = {"archived_url": web_address(source.archived_url)} if source.archived_url else {}
            copy |= {"archived_on": source.archived_on.isoformat()} if copy and source.archived_on else {}
            failing[key] = {"state": str(source.link_state), **copy}
    return failing


def cases_resting_on(source: Source) -> QuerySet[CaseStudy]:
    """The case studies whose draft or live edition has the source among its references, by title."""
    published = Q(public_state__terms__kind="source", public_state__terms__key=source.key)
    return CaseStudy.objects.filter(Q(references__source=source) | published).distinct().order_by("title", "pk")


def is_approved_somewhere(source: Source) -> bool:
    """Whether an approved text rests on the source, so that a change of it would undo the approval."""
    stages = (Stage.APPROVED, Stage.SCHEDULED)
    return CaseStudy.objects.filter(references__source=source, stage__in=stages).exists()


def _day(source: Source) -> date | None:
    if source.year is None or source.year < 1990:
        return None
    try:
        return date(source.year, source.month or 12, source.day or 28)
    except ValueError:
        return None
