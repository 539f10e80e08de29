"""An edition in two steps: first all that surrounds its text, in one row; then the text, for who still wants it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from casestudies.build import software_digest
from casestudies.enums import PublicStatus
from casestudies.models import (
    Edition,
    EditionPayload,
    PublicationSettings,
    PublicState,
    Redaction,
    Rendering,
    RunningSoftware,
)
from casestudies.queries.callers import ANONYMOUS, Caller
from casestudies.queries.editions import BODY, cards
from casestudies.queries.partner_coverage import covered, not_covered
from casestudies.queries.sandbox.states import editions_of, is_sample, state_at

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Surroundings:
    """An edition without its bodies: the public state around it, its card, the publication's name and time zone.

    `is_redacted`: the edition's text was removed for a legal reason; then there may be no rendering to speak of.
    `unseen`: of the same text in other languages, what the caller may not receive, by UUID.
    `software_since`: since when the software that answers does; None where that is not known, or another does too.
    """

    state: PublicState
    edition: Edition
    rendering: Rendering | None
    publisher: str
    zone: str
    is_redacted: bool
    unseen: frozenset[str] = frozenset()
    publisher_changed_at: datetime | None = None
    software_since: datetime | None = None

    @property
    def slug(self) -> str:
        return self.state.slug

    @property
    def touched_at(self) -> datetime:
        """When it became what it is: the case study, or what the publication says of itself. A whole second."""
        named = self.publisher_changed_at
        return max(self.state.touched_at, named.replace(microsecond=0) + SECOND) if named else self.state.touched_at

    @property
    def card(self) -> dict[str, Any]:
        return self.rendering.card if self.rendering else {}

    @property
    def is_current(self) -> bool:
        return self.state.edition_id == self.edition.pk

    @property
    def is_withdrawn(self) -> bool:
        return self.state.status == PublicStatus.WITHDRAWN


def surroundings(slug: str, caller: Caller = ANONYMOUS) -> Surroundings | None:
    """What surrounds the current edition at an address; withdrawn ones too. One query; see `as_received`."""
    state = _state(slug, caller)
    return as_received([surround(state, state.edition)], caller)[0] if state else None


def surroundings_of_edition(slug: str, number: int, caller: Caller = ANONYMOUS) -> Surroundings | None:
    """What surrounds edition `number` at an address. One query for the current edition, two for an older one."""
    state = _state(slug, caller)
    if state is None or state.edition.number == number:
        return as_received([surround(state, state.edition)], caller)[0] if state else None
    if is_sample(state.edition):
        edition = next((one for one in editions_of(state) if one.number == number), None)
    else:
        edition = _editions(state).filter(number=number).first()
    return as_received([surround(state, edition)], caller)[0] if edition else None


def surroundings_of_all(slug: str, caller: Caller = ANONYMOUS) -> list[Surroundings]:
    """What surrounds every edition at an address, newest first; empty when there is none. Two queries."""
    state = _state(slug, caller)
    if state is None:
        return []
    if is_sample(state.edition):
        return [surround(state, edition) for edition in editions_of(state)]
    return [surround(state, edition) for edition in _editions(state).order_by("-number")]


def surroundings_of_range(slug: str, first: int, last: int) -> list[Surroundings]:
    """What surrounds the editions `first` to `last` at an address, newest first; those that are there. Two queries."""
    state = with_publication(PublicState.objects.filter(slug=slug)).first()
    if state is None:
        return []
    found = _editions(state).filter(number__range=(first, last)).order_by("-number")
    return [surround(state, edition) for edition in found]


def as_received(pages: list[Surroundings], caller: Caller) -> list[Surroundings]:
    """The same without what the caller may not receive of their texts in other languages.

    One query more for a partner that may not have everything, where there is another language; none for others.
    """
    unseen = not_covered({row["uuid"] for page in pages for row in page.state.versions}, caller)
    if not unseen:
        return pages
    return [replace(page, unseen=unseen & {row["uuid"] for row in page.state.versions}) for page in pages]


def published_documents(*pages: Surroundings) -> list[dict[str, Any]]:
    """The texts of editions as they were published, in the snapshot's shape; none of them redacted. One query."""
    payloads = EditionPayload.objects.filter(edition__in=[page.edition.pk for page in pages])
    found = dict(payloads.values_list("edition_id", "content"))
    return [json.loads(found[page.edition.pk]) for page in pages]


def document_text(page: Surroundings) -> str:
    """The API document of an edition, as the JSON that was written at publication. One query."""
    return Rendering.objects.values_list("document", flat=True).get(edition_id=page.edition.pk)


def parts_of(page: Surroundings) -> list[dict[str, str]]:
    """The table of contents of an edition: `{"anchor", "heading"}` of each part. One query."""
    return Rendering.objects.values_list("contents", flat=True).get(edition_id=page.edition.pk)


def article(page: Surroundings) -> tuple[str, str]:
    """The article of an edition, as the HTML that was rendered at publication, and its JSON-LD. One query."""
    return Rendering.objects.values_list("html", "json_ld").get(edition_id=page.edition.pk)


def with_publication(states: QuerySet[PublicState]) -> QuerySet[PublicState]:
    """With edition and card, the publication's name, time zone and last change, and since when this software answers.

    Still one query.
    """
    row = PublicationSettings.objects.filter(pk=1)
    return cards(states).annotate(
        publisher=Subquery(row.values("name")[:1]),
        publisher_changed_at=Subquery(row.values("updated_at")[:1]),
        software_since=Subquery(RunningSoftware.objects.filter(digest=software_digest()).values("since")[:1]),
        zone=Subquery(row.values("time_zone")[:1]),
        is_redacted=Exists(Redaction.objects.filter(edition=OuterRef("edition"))),
    )


def surround(state: PublicState, edition: Edition) -> Surroundings:
    """A row of `with_publication` with one of its editions."""
    defaults = PublicationSettings()
    around: Any = state  # the columns that `with_publication` annotates are unknown to the model
    return Surroundings(
        state=state,
        edition=edition,
        rendering=getattr(edition, "rendering", None),
        publisher=around.publisher or defaults.name,
        zone=around.zone or defaults.time_zone,
        is_redacted=getattr(edition, "is_redacted", around.is_redacted),
        publisher_changed_at=getattr(state, "publisher_changed_at", None),
        software_since=getattr(state, "software_since", None),
    )


def _state(slug: str, caller: Caller) -> PublicState | None:
    """The case study at an address, if the caller may receive it; a sample for a sandbox key."""
    if caller.is_sandbox:
        return state_at(slug)
    return with_publication(covered(PublicState.objects.filter(slug=slug), caller)).first()


def _editions(state: PublicState) -> QuerySet[Edition]:
    heavy = [f"rendering__{name}" for name in BODY]
    redacted = Exists(Redaction.objects.filter(edition=OuterRef("pk")))
    editions = Edition.objects.filter(case_study_id=state.case_study_id).annotate(is_redacted=redacted)
    return editions.select_related("rendering").defer(*heavy)
