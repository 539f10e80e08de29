"""Note that somebody looked at what was done without a second pair of eyes."""

from datetime import datetime

from django.db import transaction

from casestudies.actions.lock_row import lock
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, WrongStage
from casestudies.models import Account, AuditEntry, CaseStudy
from casestudies.permissions import can_override
from casestudies.queries.overrides import LOOKED_AT, overrides_to_look_at


def look_at_override(entry: AuditEntry, *, by: Account, now: datetime, note: str = "") -> AuditEntry:
    """Add an entry that names the flagged one; that one itself never changes. Raises NotAllowed, WrongStage."""
    with transaction.atomic():
        case_study = lock(CaseStudy.objects.all()).filter(uuid=entry.subject_id).first()
        if case_study is None or not can_override(by, case_study):
            raise NotAllowed("You may not look overrides through.")
        if entry.actor == by.uuid:
            raise NotAllowed("You did this yourself. Somebody else has to look at it.")
        if not overrides_to_look_at().filter(pk=entry.pk).exists():
            raise WrongStage("Somebody has looked at this already.")
        detail = {"entry": str(entry.uuid), "looked_at": entry.verb}
        if note.strip():
            detail["note"] = note.strip()
        return audit(LOOKED_AT, case_study, by=by, now=now, detail=detail)
