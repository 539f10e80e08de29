"""The samples of texts under embargo: one that is offered, one that was taken back, one that became public."""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from casestudies.enums import EditionKind, ReleaseState
from casestudies.models import CaseStudy, Release
from casestudies.publication.canonical import canonical_text, digest_of
from casestudies.publication.derived import rendering_fields
from casestudies.publication.render import render_article
from casestudies.queries.sandbox.states import RELEASED, RELEASED_AT, on_day, samples
from casestudies.queries.sandbox.texts import sample_teaching, sample_text, uuid_of

EMBARGOED, CANCELLED = "sample-embargoed", "sample-cancelled"
RELEASE, CANCELLED_RELEASE = uuid_of("release"), uuid_of("cancelled release")
PUBLISHED_RELEASE = uuid_of("published release")
TAKEN_BACK = "A sample: the approval of the text was withdrawn."
OFFERED_AT, RELEASE_MOVED_AT, CANCELLED_AT = on_day(9.2), on_day(9.6), on_day(9)
# It ends ten years after the samples begin; before it was moved, ten days earlier.
UNTIL, UNTIL_BEFORE = on_day(3650), on_day(3640)


@cache
def sample_releases() -> dict[UUID, Release]:
    """Every release that the samples tell of."""
    made = [_published(), _cancelled(), sample_release()]
    return {release.uuid: release for release in made}


@cache
def sample_release() -> Release:
    """A text that is never published."""
    document = sample_text(EMBARGOED, "Sample: a text under embargo", "2025-03-20")
    case_study = CaseStudy(pk=-10, uuid=UUID(document["uuid"]), slug=EMBARGOED)
    return _release(-1, RELEASE, case_study, document, until=UNTIL, offered_at=OFFERED_AT)


def _cancelled() -> Release:
    document = sample_text(CANCELLED, "Sample: a text that was taken back", "2025-03-19")
    case_study = CaseStudy(pk=-11, uuid=UUID(document["uuid"]), slug=CANCELLED)
    release = _release(-2, CANCELLED_RELEASE, case_study, document, until=on_day(20), offered_at=on_day(8.5))
    release.state, release.closed_at, release.closed_because = ReleaseState.CANCELLED, CANCELLED_AT, TAKEN_BACK
    return release


def _published() -> Release:
    sample = samples()[RELEASED]
    edition = sample.state.edition
    case_study = CaseStudy(pk=sample.state.pk, uuid=sample.state.uuid, slug=RELEASED)
    case_study.public_state = sample.state
    document = sample.documents[edition.pk]
    release = _release(-3, PUBLISHED_RELEASE, case_study, document, until=RELEASED_AT, offered_at=on_day(7.5))
    release.state, release.closed_at, release.edition = ReleaseState.PUBLISHED, RELEASED_AT, edition
    return release


def _release(
    pk: int, uuid: UUID, case_study: CaseStudy, document: dict[str, Any], *, until: datetime, offered_at: datetime
) -> Release:
    content, teaching = canonical_text(document), canonical_text(sample_teaching(document))
    fact_check: dict[str, Any] = {"statements": 5, "checked": 0, "checkers": [], "marks": []}
    rendered = render_article(document, [])
    return Release(
        pk=pk,
        uuid=uuid,
        case_study=case_study,
        slug=case_study.slug,
        kind=EditionKind.INITIAL,
        content=content,
        teaching=teaching,
        schema_version=1,
        content_digest=digest_of(content),
        teaching_digest=digest_of(teaching),
        fact_check=fact_check,
        rendered=rendering_fields(document, rendered, fact_check),
        embargoed_until=until,
        state=ReleaseState.OFFERED,
        offered_at=offered_at,
    )
