"""Delete a case study that was never published, with its revisions and all that hangs on it."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_row import lock_to_delete
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Account, CaseStudy, Edition
from casestudies.permissions import can_delete, can_see
from casestudies.publication.language_names import name_here


def delete_case(case_study: CaseStudy, *, by: Account, now: datetime) -> None:
    """Raises NotAllowed, and WrongStage when it is gone already, was published or has translations."""
    with transaction.atomic():
        draft = lock_to_delete(CaseStudy.objects.filter(pk=case_study.pk)).first()
        if draft is None:
            raise WrongStage("This case study is not there any more: somebody deleted it.")
        if can_see(by, draft) and Edition.objects.filter(case_study=draft).exists():
            raise WrongStage("This case study was published, and what was published stays. Withdraw it instead.")
        if not can_delete(by, draft):
            raise NotAllowed("You may not delete this case study.")
        _refuse_originals(draft, by)
        # Who may not know of a limited draft may not read of it afterwards either.
        detail = {"limited": True} if draft.is_limited else {}
        audit("case_study.deleted", draft, by=by, now=now, detail=detail)
        draft.delete()


def _refuse_originals(draft: CaseStudy, by: Account) -> None:
    """Raises WrongStage while there are translations of it, of which those that the account sees are named."""
    translations = list(CaseStudy.objects.filter(translation_of=draft).order_by("language"))
    if not translations:
        return
    named = [f"“{each}” ({name_here(each.language)})" for each in translations if can_see(by, each)]
    named += ["one that is limited to others"] * (len(named) < len(translations))
    raise WrongStage(f"This case study has translations: {', '.join(named)}. Delete them first.")
