"""Keep what the public states of one text in several languages say of each other.

An action that changes what is public of a case study locks with `lock_versions` before it changes anything, and calls
`settle_versions` after it wrote the state. Whoever is named by others is locked in one order: originals, then the rest
by row, so that two actions never wait for each other.
"""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from casestudies.actions.lock_row import lock
from casestudies.enums import PublicStatus
from casestudies.models import CaseStudy, PublicState
from casestudies.publication.versions import Version, version_rows
from casestudies.queries.editions import cards

Originals = Collection[UUID]


def lock_versions(case_study: CaseStudy, *, becomes: UUID | None = None) -> tuple[PublicState | None, Originals]:
    """The case study's public state, locked with those of the same text, and the originals of these texts.

    `becomes` is the original that the next edition names. The case study itself is locked already.
    """
    before = PublicState.objects.filter(case_study=case_study).values_list("translation_of", flat=True).first()
    originals = {before or case_study.uuid, becomes or case_study.uuid}
    heads = list(lock(PublicState.objects.filter(uuid__in=originals).order_by("pk")))
    rest = lock(PublicState.objects.exclude(uuid__in=originals).filter(_same_text(originals, case_study)))
    states = [*heads, *rest.order_by("pk")]
    own = next((state for state in states if state.case_study_id == case_study.pk), None)
    alone = not becomes and all(state is own for state in states)
    return own, () if alone else originals


def settle_versions(state: PublicState, originals: Originals) -> None:
    """Write anew what the states of these texts say of each other.

    The counter of every other state goes up if that differs, so that nobody is told to keep a page that names this one.
    """
    if not originals and not state.versions:
        return
    groups: dict[UUID, list[PublicState]] = defaultdict(list)
    for row in cards(PublicState.objects.filter(_same_text(originals, state.case_study)).order_by("pk")):
        groups[row.translation_of or row.uuid].append(row)
    changed = []
    for group in groups.values():
        versions = version_rows([version for row in group if (version := _version(row))])
        for row in group:
            said = versions if any(one["uuid"] != str(row.uuid) for one in versions) else []
            if row.pk == state.pk:
                state.versions = said
            if row.versions != said:
                row.versions = said
                row.counter += row.pk != state.pk
                changed.append(row)
    PublicState.objects.bulk_update(changed, ["versions", "counter"])


def _same_text(originals: Originals, case_study: CaseStudy) -> Q:
    return Q(uuid__in=originals) | Q(translation_of__in=originals) | Q(case_study=case_study)


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
