"""The samples of what a partner carries: copies that are right, and copies that are not."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from casestudies.enums import EditionKind, PublicStatus
from casestudies.models import CaseStudy, Edition, Holding
from casestudies.queries.sandbox.states import (
    CORRECTED,
    CORRECTED_AT,
    LIVE,
    LOST,
    LOST_AT,
    OLD_SLUGS,
    REDACTED,
    REDACTED_AT,
    UPDATED,
    WITHDRAWN,
    WITHDRAWN_AT,
    on_day,
    samples,
)

REPORTED_AT, SOON = on_day(9.5), timedelta(hours=2)
URL = "https://partner.example/"


@cache
def sample_holdings() -> list[Holding]:
    """A copy of each standing. Every edition was reported when it was the newest."""
    return [
        _holding(1, LIVE, samples()[LIVE].state.edition),
        _holding(2, CORRECTED, samples()[CORRECTED].editions[-1]),
        _holding(3, WITHDRAWN, samples()[WITHDRAWN].state.edition),
        _holding(4, LIVE, None),
        _holding(5, UPDATED, samples()[UPDATED].editions[-1]),
        _holding(6, REDACTED, samples()[REDACTED].state.edition),
        _holding(7, LOST, samples()[LOST].state.edition),
        _holding(8, CORRECTED, samples()[CORRECTED].editions[-1], f"{URL}with-its-correction", correction_shown=2),
    ]


def edition_of_sample(case_study: CaseStudy, number: int) -> Edition | None:
    editions = samples()[case_study.slug].editions
    return next((edition for edition in editions if edition.number == number), None)


def as_reported(
    case_study: CaseStudy, edition: Edition | None, url: str, now: datetime, correction_shown: int | None = None
) -> Holding:
    """A copy of a sample as it would stand when it was reported."""
    row = Holding(case_study=case_study, edition=edition, url=url, reported_at=now, correction_shown=correction_shown)
    has = max(edition.number, correction_shown or 0) if edition else 0
    newer = [one for one in samples()[case_study.slug].editions if edition and one.number > has]
    corrections = [one for one in newer if one.kind == EditionKind.CORRECTION]
    standing: Any = row
    is_gone = edition is not None and case_study.public_state.status == PublicStatus.WITHDRAWN
    standing.withdrawn_at = WITHDRAWN_AT if is_gone else None
    standing.redacted_at = REDACTED_AT if edition is not None and case_study.slug == REDACTED else None
    standing.lost_at = LOST_AT if case_study.slug == LOST else None
    standing.slug_when_lost = case_study.slug if standing.lost_at else ""
    standing.correction = corrections[0].number if corrections else None
    gone_since = (edition and standing.lost_at) or standing.withdrawn_at or standing.redacted_at
    standing.behind_since = gone_since or (corrections[-1].published_at if corrections else None)
    return row


def case_of(slug: str) -> CaseStudy | None:
    """A case study that a copy can be reported of."""
    slug = OLD_SLUGS.get(slug, slug)
    if slug not in samples():
        return None
    state = samples()[slug].state
    found = CaseStudy(pk=state.pk, uuid=state.uuid, slug=slug)
    found.public_state = state
    return found


def _holding(
    number: int, slug: str, edition: Edition | None, url: str = "", correction_shown: int | None = None
) -> Holding:
    case_study = case_of(slug)
    if case_study is None:
        raise KeyError(slug)
    where = url or (f"{URL}{slug}" if edition else f"{URL}archive/{slug}")
    at = CORRECTED_AT + SOON if correction_shown else REPORTED_AT
    row = as_reported(case_study, edition, where, at, correction_shown)
    row.pk = number
    return row
