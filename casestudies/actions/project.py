"""Write what public pages read of an edition: rendering, public state, terms, search entry. All can be made again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casestudies.actions.index_edition import index_edition
from casestudies.actions.settle_versions import lock_versions, settle_versions
from casestudies.enums import PublicStatus
from casestudies.models import (
    Correction,
    Edition,
    OldSlug,
    PublicState,
    PublishedTerm,
    Rendering,
)
from casestudies.publication.derived import rendering_fields
from casestudies.publication.indexing import terms
from casestudies.publication.render import Rendered


def write_rendering(edition: Edition, document: Mapping[str, Any], rendered: Rendered) -> Rendering:
    """Store, or store anew, what is made from an edition's snapshot."""
    rendering, _ = Rendering.objects.update_or_create(
        edition=edition, defaults=rendering_fields(document, rendered, edition.fact_check)
    )
    return rendering


def project(
    edition: Edition,
    document: Mapping[str, Any],
    rendered: Rendered,
    *,
    now: datetime,
    correction: Correction | None = None,
) -> PublicState:
    """Make a new edition what the public sees. Runs inside the action's transaction."""
    rendering = Rendering.objects.create(edition=edition, **rendering_fields(document, rendered, edition.fact_check))
    followed = document.get("translation_of")
    original = UUID(followed["uuid"]) if followed else None
    state, originals = lock_versions(edition.case_study, becomes=original)
    if state is None:
        state = PublicState(
            case_study=edition.case_study, uuid=edition.case_study.uuid, first_published_at=now, counter=0
        )
    move_slug(state, edition.case_study.slug)
    state.status = PublicStatus.LIVE
    state.edition = edition
    state.translation_of = original
    state.touch()
    state.changed_at = now
    when = document["event"]["when"]
    state.event_date = date.fromisoformat(when["date"]) if when else None
    if correction:
        notice = {"edition": edition.number, "note": correction.note, "at": now.isoformat()}
        state.corrections = [notice, *state.corrections]
    state.save()
    settle_versions(state, originals)
    write_terms(state, document)
    index_edition(state, document, rendering.contents, rendering.card)
    return state


def move_slug(state: PublicState, slug: str) -> None:
    """Give the public page its new address and keep the old one as a redirect."""
    if state.slug and state.slug != slug:
        OldSlug.objects.get_or_create(slug=state.slug, defaults={"case_study": state.case_study})
    OldSlug.objects.filter(slug=slug, case_study=state.case_study).delete()
    state.slug = slug


def write_terms(state: PublicState, document: Mapping[str, Any]) -> None:
    """Replace the projection of the shared records that the live edition carries."""
    state.terms.all().delete()
    PublishedTerm.objects.bulk_create(
        PublishedTerm(state=state, kind=term.kind, key=term.key, label=term.label[:1000], detail=term.detail)
        for term in terms(document)
    )
