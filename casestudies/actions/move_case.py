"""Move a published case study to its draft's address: the text stays, and the old address leads to the new one."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.claim_slug import claim_slug
from casestudies.actions.lock_case import lock_case, refuse_stale
from casestudies.actions.project import move_slug
from casestudies.actions.record import audit, log_change
from casestudies.actions.settle_versions import lock_versions, settle_versions
from casestudies.enums import ChangeEvent, PublicStatus
from casestudies.errors import NotAllowed, NothingToPublish, WrongStage
from casestudies.models import Account, CaseStudy, PublicState
from casestudies.permissions import can_publish


def move_case(case_study: CaseStudy, *, by: Account, now: datetime, base_version: int | None = None) -> PublicState:
    """Answer at the draft's address, and redirect the old one for good. No edition is made.

    `base_version` is as in `publish`. Raises NotAllowed, StaleDraft, WrongStage, NothingToPublish, NotReady.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_publish(by, draft):
            raise NotAllowed("You may not publish this case study.")
        refuse_stale(draft, base_version, "move it")
        state, originals = lock_versions(draft)
        if state is None:
            raise WrongStage("This case study was never published, so nothing answers at another address.")
        if state.status == PublicStatus.WITHDRAWN:
            raise WrongStage("This case study is withdrawn. Reinstate it before you move it.")
        before = state.slug
        if before == draft.slug:
            raise NothingToPublish("The case study answers at this address already.")
        claim_slug(draft.slug, draft)

        move_slug(state, draft.slug)
        state.touch()
        state.changed_at = now
        state.save()
        settle_versions(state, originals)
        log_change(ChangeEvent.MOVED, state.edition, now=now)
        audit(ChangeEvent.MOVED, draft, by=by, now=now, detail={"slug": draft.slug, "slug_before": before})
        return state
