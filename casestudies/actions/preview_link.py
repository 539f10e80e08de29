"""Private preview links: made for somebody, for a time, counted, revoked."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from casestudies.actions.lock_case import lock_case
from casestudies.actions.lock_row import lock
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, CaseStudy, PreviewLink, Revision
from casestudies.permissions import can_share
from casestudies.queries.private_tokens import digest_of_token

LONGEST = timedelta(days=90)
TOKEN_BYTES = 24


def make_preview_link(
    case_study: CaseStudy,
    *,
    by: Account,
    now: datetime,
    label: str,
    days: int,
    revision: Revision | None = None,
) -> tuple[PreviewLink, str]:
    """A link for `label` (whom it is for) that works for `days`, and its token, which is kept nowhere.

    With a `revision` it shows that one for good, else the draft as it stands. Raises NotAllowed, NotReady, WrongStage.
    """
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_share(by, draft):
            raise NotAllowed("You may not make private preview links for this case study.")
        problems = []
        if not label.strip():
            problems.append(Problem("Say for whom this link is.", "label"))
        if not 1 <= days <= LONGEST.days:
            problems.append(Problem(f"A link works for 1 to {LONGEST.days} days.", "days"))
        if revision is not None and revision.case_study_id != draft.pk:
            problems.append(Problem("This revision belongs to another case study.", "revision"))
        if problems:
            raise NotReady(problems)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        link = PreviewLink.objects.create(
            case_study=draft,
            revision=revision,
            label=label.strip()[:200],
            token_digest=digest_of_token(token),
            made_by=by,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        detail = {"link": str(link.uuid), "for": link.label, "days": days}
        if revision is not None:
            detail["revision"] = revision.number
        audit("preview_link.made", draft, by=by, now=now, detail=detail)
        return link, token


def revoke_preview_link(link: PreviewLink, *, by: Account, now: datetime) -> PreviewLink:
    """End the link at once. Raises NotAllowed, and WrongStage when it was revoked already."""
    with transaction.atomic():
        draft = lock_case(CaseStudy(pk=link.case_study_id))
        if not can_share(by, draft):
            raise NotAllowed("You may not revoke private preview links of this case study.")
        locked = lock(PreviewLink.objects.all()).filter(pk=link.pk).first()
        if locked is None or locked.revoked_at is not None:
            raise WrongStage("This link was revoked already.")
        locked.revoked_at = now
        locked.save(update_fields=["revoked_at"])
        audit("preview_link.revoked", draft, by=by, now=now, detail={"link": str(locked.uuid), "for": locked.label})
        return locked


def count_preview(link: PreviewLink, *, now: datetime) -> None:
    """Somebody read the draft by this link. One statement, so that no reading is lost."""
    PreviewLink.objects.filter(pk=link.pk).update(views=F("views") + 1, last_viewed_at=now)
