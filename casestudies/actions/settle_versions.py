"""Keep what the public states of one text in several languages say of each other.

An action that changes what is public of a case study locks with `lock_versions` before it changes anything, and calls
`settle_versions` after it wrote the state. Whoever is named by others is locked in one order: originals, then the rest
by row, so that two actions never wait for each other.
"""

from collections.abc import Collection
from uuid import UUID

from casestudies.actions.lock_row import lock
from casestudies.models import CaseStudy, PublicState
from casestudies.queries.language_versions import same_text, sayings


def lock_versions(case_study: CaseStudy, *, becomes: UUID | None = None) -> tuple[PublicState | None, Collection[UUID]]:
    """The case study's public state, locked with those of the same text, and the originals of these texts.

    `becomes` is the original that the next edition names. The case study itself is locked already. No original is
    given where the text is there in one language.
    """
    before = PublicState.objects.filter(case_study=case_study).values_list("translation_of", flat=True).first()
    originals = {before or case_study.uuid, becomes or case_study.uuid}
    heads = list(lock(PublicState.objects.filter(uuid__in=originals).order_by("pk")))
    rest = lock(same_text(originals, case_study).exclude(uuid__in=originals))
    states = [*heads, *rest]
    own = next((state for state in states if state.case_study_id == case_study.pk), None)
    alone = not becomes and all(state is own for state in states)
    return own, () if alone else originals


def settle_versions(state: PublicState, originals: Collection[UUID]) -> None:
    """Write anew what the states of these texts say of each other.

    The counter of every other state goes up if that differs, so that nobody is told to keep a page that names this one.
    """
    if not originals and not state.versions:
        return
    changed = []
    for row, said in sayings(originals, state.case_study):
        if row.pk == state.pk:
            state.versions = said
        if row.versions != said:
            row.versions = said
            if row.pk != state.pk:
                row.touch()
            changed.append(row)
    PublicState.objects.bulk_update(changed, ["versions", "counter", "touched_at"])
