"""The samples of what concerns one partner: a text under embargo, and copies that are right and that are not."""

from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from casestudies.enums import EditionKind, ReleaseState
from casestudies.models import CaseStudy, Edition, Holding, Release
from casestudies.publication.canonical import canonical_text, digest_of
from casestudies.publication.derived import rendering_fields
from casestudies.publication.render import render_article
from casestudies.queries.sandbox.states import CORRECTED, LIVE, START, WITHDRAWN, samples
from casestudies.queries.sandbox.texts import sample_text, uuid_of

EMBARGOED = "sample-embargoed"
RELEASE = uuid_of("release")
URL = "https://partner.example/"


@cache
def sample_release() -> Release:
    """A text that is never published: its embargo ends in ten years."""
    document = sample_text(EMBARGOED, "Sample: a text under embargo", "2025-03-20")
    content, teaching = canonical_text(document), canonical_text({"schema_version": 1, "notes": {}})
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
    corrected = samples()[CORRECTED]
    return [
        _holding(1, LIVE, samples()[LIVE].state.edition),
        _holding(2, CORRECTED, corrected.editions[-1], correction=2, behind_since=corrected.state.changed_at),
        _holding(3, WITHDRAWN, samples()[WITHDRAWN].state.edition, withdrawn_at=START, behind_since=START),
        _holding(4, LIVE, None),
    ]


def case_of(slug: str) -> CaseStudy | None:
    """A case study that a copy can be reported of."""
    if slug not in samples():
        return None
    state = samples()[slug].state
    found = CaseStudy(pk=state.pk, uuid=state.uuid, slug=slug)
    found.public_state = state
    return found


def _holding(number: int, slug: str, edition: Edition | None, **standing: Any) -> Holding:
    row = Holding(
        pk=number,
        case_study=case_of(slug),
        edition=edition,
        url=f"{URL}{slug}" if edition else f"{URL}archive/{slug}",
        reported_at=START + timedelta(days=11),
    )
    for name in ("correction", "withdrawn_at", "behind_since"):
        setattr(row, name, standing.get(name))
    return row
