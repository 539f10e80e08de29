"""Delete a case study that was never published, with its revisions and all that hangs on it."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_row import lock_to_delete
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Account, CaseStudy, Edition, Release
from casestudies.permissions import can_delete, can_see
from casestudies.queries.translations import why_kept


def delete_case(case_study: CaseStudy, *, by: Account, now: datetime) -> None:
    """Raises NotAllowed, and WrongStage when it is gone already, was published or has translations."""
    with transaction.atomic():
        draft = lock_to_delete(CaseStudy.objects.filter(pk=case_study.pk)).first()
        if draft is None:
            raise WrongStage("This case study is not there any more: somebody deleted it.")
        if can_see(by, draft) and Edition.objects.filter(case_study=draft).exists():
            raise WrongStage("This case study was published, and what was published stays. Withdraw it instead.")
        if can_see(by, draft) and Release.objects.filter(case_study=draft).exists():
            raise WrongStage("This case study was offered to partners under embargo; what they were told stays.")
        if not can_delete(by, draft):
            raise NotAllowed("You may not delete this case study.")
        if sentence := why_kept(draft, by):
            raise WrongStage(sentence)
        # Who may not know of a limited draft may not read of it afterwards either.
        detail = {"limited": True} if draft.is_limited else {}
        audit("case_study.deleted", draft, by=by, now=now, detail=detail)
        draft.delete()
