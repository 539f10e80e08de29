"""Ask somebody without an account to check one case study, by a link in an e-mail; and close that link."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string

from casestudies.actions.lock_case import lock_case
from casestudies.actions.lock_row import lock
from casestudies.actions.record import audit
from casestudies.errors import NotAllowed, NotReady, Problem
from casestudies.models import Account, CaseStudy, Checker, CheckRequest
from casestudies.permissions import can_check
from casestudies.queries.private_tokens import digest_of_token
from casestudies.queries.publication import publication
from casestudies.queries.staff import name_of

logger = logging.getLogger(__name__)

TOKEN_BYTES = 32
MOST_DAYS = 90
MOST_MESSAGE = 2_000
LONGEST_NAME = 200
LONGEST_ADDRESS = 254
# What sending a mail fails with: the network, the server's refusal (smtplib's errors are of this kind), an address.
MAIL_ERRORS = (OSError, ValueError)


@dataclass(frozen=True)
class Asked:
    """A request and its link, which is known now and never again; `mail_error` is empty when the mail went out."""

    request: CheckRequest
    link: str
    mail_error: str


def ask_checker(
    case_study: CaseStudy, *, by: Account, now: datetime, name: str, email: str, message: str = "", days: int = 14
) -> Asked:
    """Make the request, then send its link. The link works whether or not the mail went out.

    Not to be called inside a transaction, since it sends mail. Raises NotAllowed, NotReady.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        draft = lock_case(case_study)
        if not can_check(by, draft):
            raise NotAllowed("You may not ask anybody to check this case study.")
        name, email, message = " ".join(name.split()), email.strip(), message.strip()
        if problems := _problems(name, email, message, days):
            raise NotReady(problems)
        request = CheckRequest.objects.create(
            case_study=draft,
            name=name,
            email=email,
            message=message,
            token_digest=digest_of_token(token),
            asked_by=by,
            asked_at=now,
            expires_at=now + timedelta(days=days),
        )
        detail = {"request": str(request.uuid), "days": days}
        audit("check_request.made", draft, by=by, now=now, detail=detail)
    link = f"{settings.SITE_URL}/check/{token}/"
    return Asked(request=request, link=link, mail_error=_send(request, link))


def revoke_check_request(request: CheckRequest, *, by: Account, now: datetime) -> CheckRequest:
    """Close the link at once; what was answered through it stays. Raises NotAllowed."""
    with transaction.atomic():
        draft = lock_case(request.case_study)
        if not can_check(by, draft):
            raise NotAllowed("You may not revoke links to this case study.")
        locked = lock(CheckRequest.objects.all()).get(pk=request.pk, case_study=draft)
        if locked.revoked_at is None:
            locked.revoked_at = now
            locked.save(update_fields=["revoked_at"])
            audit("check_request.revoked", draft, by=by, now=now, detail={"request": str(locked.uuid)})
        return locked


def agree_to_be_named(checker: Checker, *, agrees: bool) -> None:
    """Keep whether readers may see the checker's name beside the editions that are published from now on."""
    checker.agrees_to_be_named = agrees
    checker.save(update_fields=["agrees_to_be_named"])


def note_use(request: CheckRequest, *, now: datetime) -> None:
    """Keep when the link was last opened."""
    CheckRequest.objects.filter(pk=request.pk).update(last_used_at=now)


def _problems(name: str, email: str, message: str, days: int) -> list[Problem]:
    found = []
    if not name or len(name) > LONGEST_NAME:
        found.append(Problem("Say whom you ask.", "name"))
    if not _is_address(email):
        found.append(Problem("Give an e-mail address such as ada@example.org.", "email"))
    if len(message) > MOST_MESSAGE:
        found.append(Problem(f"Write no more than {MOST_MESSAGE:,} characters.", "message"))
    if not 1 <= days <= MOST_DAYS:
        found.append(Problem(f"Keep the link open for 1 to {MOST_DAYS} days.", "days"))
    return found


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_ADDRESS


def _send(request: CheckRequest, link: str) -> str:
    """Returns what went wrong, as a sentence; "" when the mail is on its way."""
    name = publication().name
    context = {
        "publication": name,
        "asker": name_of(request.asked_by),
        "title": " ".join(request.case_study.title.split()),
        "request": request,
        "link": link,
    }
    mail = EmailMessage(
        subject=f"{name}: please check “{context['title']}”",
        body=render_to_string("mail/ask_checker.txt", context),
        to=[request.email],
        reply_to=[request.asked_by.email] if request.asked_by.email else None,
    )
    try:
        mail.send()
    except MAIL_ERRORS as error:
        logger.exception("The mail of check request %s was not sent", request.uuid)
        return f"{type(error).__name__}: {error}"
    return ""
