"""The texts under embargo: who may read which, and each in the shape of an edition that is not there yet."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KT

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

# A release's large columns: read when somebody wants the text, and does not have it.
TEXTS = ("content", "teaching", "rendered")


def may_read_releases(caller: Caller) -> bool:
    return caller.partner is not None and caller.has(Scope.EMBARGO) and not caller.is_sandbox


def releases_for(caller: Caller) -> Iterable[Release]:
    """What the caller holds under embargo now, by the end of the embargo; the sample for a sandbox key. No texts."""
    if caller.is_sandbox:
        return [sample_release()]
    return _of(caller).filter(state=ReleaseState.OFFERED).order_by("embargoed_until", "pk")


def release_for(caller: Caller, uuid: UUID) -> Release | None:
    """A release that was offered to the caller, whatever became of it; None for any other. One query."""
    if caller.is_sandbox:
        return sample_releases().get(uuid)
    return _of(caller).filter(uuid=uuid).select_related("edition", "case_study__public_state").first()


def publisher_of(release: Release) -> list[str]:
    """Who publishes it, and in which time zone its days are told. One query; none for a sample."""
    site = _publisher(release)
    return [site.name, site.time_zone]


def _publisher(release: Release) -> PublicationSettings:
    return publication() if release.pk > 0 else PublicationSettings()  # the sample asks for no row


def titles_of(releases: Iterable[Release]) -> dict[UUID, str]:
    """The title of each text. One query; none for samples."""
    samples = {one.uuid: one.rendered["card"]["title"] for one in releases if one.pk < 0}
    rows = Release.objects.filter(pk__in=[one.pk for one in releases if one.pk > 0])
    return samples | dict(rows.values_list("uuid", KT("rendered__card__title")))


def with_texts(release: Release) -> Release:
    """The same with its large columns. One query; none for a sample."""
    if release.pk > 0:
        release.refresh_from_db(fields=TEXTS)
    return release


def _of(caller: Caller) -> QuerySet[Release]:
    if not may_read_releases(caller):
        return Release.objects.none()
    rows = Release.objects.filter(recipients__partner=caller.partner_id, recipients__withdrawn_at=None)
    return rows.defer(*TEXTS)


def as_edition(release: Release) -> Surroundings:
    """The release as an edition would stand: without a number, a digest and a place in the chain. One query."""
    site = _publisher(release)
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
    rows = Release.objects.filter(case_study=case_study).defer(*TEXTS)
    return list(rows.select_related("edition").prefetch_related("recipients__partner"))
