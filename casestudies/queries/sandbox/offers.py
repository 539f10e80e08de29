"""The samples of what concerns one partner: a text under embargo, and copies that are right and that are not."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from casestudies.enums import EditionKind, PublicStatus, ReleaseState
from casestudies.models import CaseStudy, Edition, Holding, Release
from casestudies.publication.canonical import canonical_text, digest_of
from casestudies.publication.derived import rendering_fields
from casestudies.publication.render import render_article
from casestudies.queries.sandbox.states import CORRECTED, LIVE, REDACTED, START, WITHDRAWN, samples
from casestudies.queries.sandbox.texts import sample_teaching, sample_text, uuid_of

EMBARGOED = "sample-embargoed"
RELEASE = uuid_of("release")
URL = "https://partner.example/"


@cache
def sample_release() -> Release:
    """A text that is never published: its embargo ends in ten years."""
    document = sample_text(EMBARGOED, "Sample: a text under embargo", "2025-03-20")
    content, teaching = canonical_text(document), canonical_text(sample_teaching(document))
    fact_check: dict[str, Any] = {"statements": 5, "checked": 0, "checkers": [], "marks": []}
    rendered = render_article(document, [])
    return Release(
        pk=-1,
        uuid=RELEASE,
        case_study=CaseStudy(pk=-9, uuid=UUID(document["uuid"]), slug=EMBARGOED),
        slug=EMBARGOED,
        kind=EditionKind.INITIAL,
        content=content,
        teaching=teaching,
        schema_version=1,
        content_digest=digest_of(content),
        teaching_digest=digest_of(teaching),
        fact_check=fact_check,
        rendered=rendering_fields(document, rendered, fact_check),
        embargoed_until=START + timedelta(days=3650),
        state=ReleaseState.OFFERED,
        offered_at=START,
    )


@cache
def sample_holdings() -> list[Holding]:
    """A copy of each standing."""
    return [
        _holding(1, LIVE, samples()[LIVE].state.edition),
        _holding(2, CORRECTED, samples()[CORRECTED].editions[-1]),
        _holding(3, WITHDRAWN, samples()[WITHDRAWN].state.edition),
        _holding(4, LIVE, None),
    ]


def edition_of_sample(case_study: CaseStudy, number: int) -> Edition | None:
    editions = samples()[case_study.slug].editions
    return next((edition for edition in editions if edition.number == number), None)


def as_reported(case_study: CaseStudy, edition: Edition | None, url: str, now: datetime) -> Holding:
    """A copy of a sample as it would stand when it was reported."""
    row = Holding(case_study=case_study, edition=edition, url=url, reported_at=now)
    newer = [one for one in samples()[case_study.slug].editions if edition and one.number > edition.number]
    corrections = [one for one in newer if one.kind == EditionKind.CORRECTION]
    standing: Any = row
    is_gone = edition is not None and case_study.public_state.status == PublicStatus.WITHDRAWN
    standing.withdrawn_at = START if is_gone else None
    standing.redacted_at = START if edition is not None and case_study.slug == REDACTED else None
    standing.correction = corrections[0].number if corrections else None
    gone_since = standing.withdrawn_at or standing.redacted_at
    standing.behind_since = gone_since or (corrections[-1].published_at if corrections else None)
    return row


def case_of(slug: str) -> CaseStudy | None:
    """A case study that a copy can be reported of."""
    if slug not in samples():
        return None
    state = samples()[slug].state
    found = CaseStudy(pk=state.pk, uuid=state.uuid, slug=slug)
    found.public_state = state
    return found


def _holding(number: int, slug: str, edition: Edition | None) -> Holding:
    case_study = case_of(slug)
    if case_study is None:
        raise KeyError(slug)
    url = f"{URL}{slug}" if edition else f"{URL}archive/{slug}"
    row = as_reported(case_study, edition, url, START + timedelta(days=11))
    row.pk = number
    return row
