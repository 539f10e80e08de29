"""What the public states of one text in several languages are to say of each other, from the states themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from casestudies.enums import PublicStatus
from casestudies.models import CaseStudy, PublicState
from casestudies.publication.versions import Version, version_rows
from casestudies.queries.editions import cards


def same_text(originals: Collection[UUID], case_study: CaseStudy) -> QuerySet[PublicState]:
    """The states of these originals, of their translations, and of the case study, by row."""
    found = Q(uuid__in=originals) | Q(translation_of__in=originals) | Q(case_study=case_study)
    return PublicState.objects.filter(found).order_by("pk")


def sayings(originals: Collection[UUID], case_study: CaseStudy) -> Iterator[tuple[PublicState, list[dict[str, Any]]]]:
    """Each of these states, and what its `versions` are to say. One query."""
    groups: dict[UUID, list[PublicState]] = defaultdict(list)
    for row in cards(same_text(originals, case_study)):
        groups[row.translation_of or row.uuid].append(row)
    for group in groups.values():
        versions = version_rows([version for row in group if (version := _version(row))])
        for row in group:
            yield row, versions if any(one["uuid"] != str(row.uuid) for one in versions) else []


def _version(state: PublicState) -> Version | None:
    """None for what the others do not name: a translation that was withdrawn, or whose text was removed."""
    rendering = getattr(state.edition, "rendering", None)
    is_withdrawn = state.status != PublicStatus.LIVE or rendering is None
    card = rendering.card if rendering else {}
    said = card.get("translation_of")
    if is_withdrawn and state.translation_of is not None:
        return None
    return Version(
        uuid=str(state.uuid),
        slug=state.slug,
        language=card.get("language", ""),
        title=card.get("title", state.slug),
        edition=state.edition.number,
        is_withdrawn=is_withdrawn,
        corrected_in=tuple(sorted(notice["edition"] for notice in state.corrections)),
        follows=said["edition"] if said else None,
    )
