"""Teacher passes: granted to somebody, for a time, counted, revoked."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from casestudies.actions.lock_case import lock_case, lock_case_row
from casestudies.actions.lock_row import lock
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, AuditEntry, CaseStudy, PublicState, TeacherPass
from casestudies.permissions import can_grant_pass
from casestudies.queries.private_tokens import digest_of_token

LONGEST = timedelta(days=730)
TOKEN_BYTES = 24


def grant_teacher_pass(
    case_study: CaseStudy | None, *, by: Account, now: datetime, label: str, days: int, email: str = ""
) -> tuple[TeacherPass, str]:
    """A pass for `label` (whom it is for) that works for `days`, and its token, which is kept nowhere.

    Without a case study it opens all of them. Raises NotAllowed, NotReady, WrongStage.
    """
    with transaction.atomic():
        draft = lock_case(case_study) if case_study is not None else None
        if not can_grant_pass(by, draft):
            raise NotAllowed("You may not grant teacher passes for this case study.")
        problems = _problems(draft, label.strip(), days, email.strip())
        if problems:
            raise NotReady(problems)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        granted = TeacherPass.objects.create(
            case_study=draft,
            label=label.strip()[:200],
            email=email.strip(),
            token_digest=digest_of_token(token),
            granted_by=by,
            granted_at=now,
            expires_at=now + timedelta(days=days),
        )
        verb = "teacher_pass.granted_for_all" if draft is None else "teacher_pass.granted"
        _audit(verb, granted, draft, by=by, now=now, detail={"days": days})
        return granted, token


def revoke_teacher_pass(granted: TeacherPass, *, by: Account, now: datetime) -> TeacherPass:
    """End the pass at once. Raises NotAllowed, and WrongStage when it was revoked already."""
    with transaction.atomic():
        draft = lock_case_row(granted.case_study_id) if granted.case_study_id else None
        if not can_grant_pass(by, draft):
            raise NotAllowed("You may not revoke teacher passes of this case study.")
        locked = lock(TeacherPass.objects.all()).filter(pk=granted.pk).first()
        if locked is None or locked.revoked_at is not None:
            raise WrongStage("This pass was revoked already.")
        locked.revoked_at = now
        locked.save(update_fields=["revoked_at"])
        verb = "teacher_pass.revoked_for_all" if draft is None else "teacher_pass.revoked"
        _audit(verb, locked, draft, by=by, now=now, detail={})
        return locked


def count_pass_use(granted: TeacherPass, *, now: datetime) -> None:
    """Somebody opened a page by this pass. One statement, so that no use is lost."""
    TeacherPass.objects.filter(pk=granted.pk).update(uses=F("uses") + 1, last_used_at=now)


def _problems(draft: CaseStudy | None, label: str, days: int, email: str) -> list[Problem]:
    problems = []
    if not label:
        problems.append(Problem("Say for whom this pass is.", "label"))
    if not 1 <= days <= LONGEST.days:
        problems.append(Problem(f"A pass works for 1 to {LONGEST.days} days.", "days"))
    if email:
        try:
            validate_email(email)
        except ValidationError:
            problems.append(Problem("This is no e-mail address.", "email"))
    if draft is not None and not PublicState.objects.filter(case_study=draft).exists():
        problems.append(Problem("This case study was never published; there is nothing to teach.", "case_study"))
    return problems


def _audit(
    verb: str, granted: TeacherPass, draft: CaseStudy | None, *, by: Account, now: datetime, detail: dict[str, Any]
) -> None:
    """Under the case study, so that who may not know of it does not; of a pass for all under the pass itself."""
    detail = {"pass": str(granted.uuid), "for": granted.label, **detail}
    if draft is not None:
        audit(verb, draft, by=by, now=now, detail=detail)
        return
    AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb=verb,
        subject_type="teacherpass",
        subject_id=str(granted.uuid),
        subject_label=granted.label,
        detail=detail,
    )
