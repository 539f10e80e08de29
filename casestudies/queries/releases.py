"""The texts under embargo: who may read which, and each in the shape of an edition that is not there yet."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from casestudies.enums import PublicStatus, ReleaseState, Scope
from casestudies.models import (
    CaseStudy,
    Edition,
    PublicationSettings,
    PublicState,
    Release,
    Rendering,
)
from casestudies.queries.callers import Caller
from casestudies.queries.publication import publication
from casestudies.queries.sandbox.releases import sample_release, sample_releases
from casestudies.queries.surroundings import Surroundings


def may_read_releases(caller: Caller) -> bool:
    return caller.partner is not None and caller.has(Scope.EMBARGO) and not caller.is_sandbox


def releases_for(caller: Caller) -> Iterable[Release]:
    """What the caller holds under embargo now, by the end of the embargo; the sample for a sandbox key."""
    if caller.is_sandbox:
        return [sample_release()]
    return _of(caller).filter(state=ReleaseState.OFFERED).order_by("embargoed_until", "pk")


def release_for(caller: Caller, uuid: UUID) -> Release | None:
    """A release that was offered to the caller, whatever became of it; None for any other. One query."""
    if caller.is_sandbox:
        return sample_releases().get(uuid)
    return _of(caller).filter(uuid=uuid).select_related("edition", "case_study__public_state").first()


def _of(caller: Caller) -> QuerySet[Release]:
    if not may_read_releases(caller):
        return Release.objects.none()
    return Release.objects.filter(recipients__partner=caller.partner_id, recipients__withdrawn_at=None)


def as_edition(release: Release) -> Surroundings:
    """The release as an edition would stand: without a number, a digest and a place in the chain. One query."""
    site = publication() if release.pk > 0 else PublicationSettings()  # the sample asks for no row
    at = release.embargoed_until or release.offered_at
    edition = Edition(
        case_study=release.case_study,
        number=0,
        kind=release.kind,
        published_at=at,
        change_note="",
        schema_version=release.schema_version,
        content_digest=release.content_digest,
        teaching_digest=release.teaching_digest,
        fact_check=release.fact_check,
        edition_digest="",
    )
    state = PublicState(
        case_study=release.case_study,
        uuid=release.case_study.uuid,
        slug=release.slug,
        status=PublicStatus.LIVE,
        edition=edition,
        counter=release.counter,
        first_published_at=at,
        changed_at=release.offered_at,
    )
    rendering = Rendering(edition=edition, **release.rendered)
    return Surroundings(state, edition, rendering, site.name, site.time_zone, is_redacted=False)


def releases_of(case_study: CaseStudy) -> list[Release]:
    """Every release that there was, the newest first, each with its recipients. Two queries."""
    rows = Release.objects.filter(case_study=case_study).defer("content", "teaching", "rendered")
    return list(rows.select_related("edition").prefetch_related("recipients__partner"))
