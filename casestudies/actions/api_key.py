"""API keys of partners: issued, rotated with an overlap, revoked. A key's text is given once and kept nowhere."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from casestudies.actions.lock_row import lock
from casestudies.actions.report_holding import audit_partner
from casestudies.enums import Scope
from casestudies.errors import NotAllowed, NotReady, Problem, WrongStage
from casestudies.models import Account, ApiKey, Partner
from casestudies.permissions import can_manage_keys
from casestudies.queries.key_text import digest_of, make_key_text

LONGEST_NAME, LONGEST_REASON = 100, 500
LONGEST_OVERLAP = timedelta(days=90)
# Nobody tells more apart; whoever has so many has forgotten some.
MOST_KEYS = 50


def issue_key(
    partner: Partner,
    *,
    by: Account,
    now: datetime,
    name: str,
    scopes: list[str],
    expires_at: datetime | None = None,
    is_sandbox: bool = False,
) -> tuple[ApiKey, str]:
    """A new key and its text. `scopes` are values of Scope.

    Raises NotAllowed, and NotReady with the places `name`, `scopes`, `expires_at` and "".
    """
    _check_rights(by)
    with transaction.atomic():
        owner = lock(Partner.objects.all()).get(pk=partner.pk)
        problems = _problems(owner, name.strip(), scopes, expires_at, now)
        if problems:
            raise NotReady(problems)
        made = ApiKey(partner=owner, name=name.strip(), scopes=_in_order(scopes), is_sandbox=is_sandbox)
        text = _keep(made, by=by, now=now, expires_at=expires_at)
        audit_partner("api_key.issued", owner, _told(made), by=by, now=now)
        return made, text


def rotate_key(
    key: ApiKey, *, by: Account, now: datetime, overlap: timedelta, expires_at: datetime | None = None
) -> tuple[ApiKey, str]:
    """A key that may do the same, and its text. The old one works for `overlap` longer, unless it ends before.

    Raises NotAllowed, WrongStage where the old one works no more, and NotReady with the places `overlap`,
    `expires_at` and "".
    """
    _check_rights(by)
    with transaction.atomic():
        owner = lock(Partner.objects.all()).get(pk=key.partner_id)
        old = lock(ApiKey.objects.all()).get(pk=key.pk)
        if not works(old, now):
            raise WrongStage("This key works no more, so there is nothing to rotate. Make a new key.")
        problems = _problems(owner, old.name, old.scopes, expires_at, now)
        if not timedelta(0) <= overlap <= LONGEST_OVERLAP:
            problems.append(Problem(f"Both keys can work for up to {LONGEST_OVERLAP.days} days.", "overlap"))
        if problems:
            raise NotReady(problems)
        ends = now + overlap
        if old.expires_at is None or old.expires_at > ends:
            old.expires_at = ends
            old.save(update_fields=["expires_at"])
        made = ApiKey(partner=owner, name=old.name, scopes=old.scopes, is_sandbox=old.is_sandbox, replaces=old)
        text = _keep(made, by=by, now=now, expires_at=expires_at)
        ended = {"old_key": old.prefix, "old_key_until": old.expires_at.isoformat()}
        audit_partner("api_key.rotated", owner, _told(made) | ended, by=by, now=now)
        return made, text


def revoke_key(key: ApiKey, *, by: Account, now: datetime, reason: str) -> ApiKey:
    """End a key at once and for good. Raises NotAllowed, NotReady without a reason, WrongStage where it was revoked."""
    _check_rights(by)
    reason = reason.strip()
    if not reason:
        raise NotReady([Problem("Say why the key is revoked: the partner will ask.", "reason")])
    if len(reason) > LONGEST_REASON:
        raise NotReady([Problem(f"Say it in at most {LONGEST_REASON} characters.", "reason")])
    with transaction.atomic():
        owner = lock(Partner.objects.all()).get(pk=key.partner_id)
        locked = lock(ApiKey.objects.all()).get(pk=key.pk)
        if locked.revoked_at is not None:
            raise WrongStage("This key was revoked already.")
        locked.revoked_at, locked.revoked_because = now, reason
        locked.save(update_fields=["revoked_at", "revoked_because"])
        detail = {"name": locked.name, "key": locked.prefix, "reason": reason}
        audit_partner("api_key.revoked", owner, detail, by=by, now=now)
        return locked


def renew_digest(key: ApiKey, text: str) -> None:
    """Keep a key that was just shown under the present SECRET_KEY, so that the one before may go. Once a key."""
    present = digest_of(text)
    if key.digest != present:
        ApiKey.objects.filter(pk=key.pk, digest=key.digest).update(digest=present)


def works(key: ApiKey, now: datetime) -> bool:
    """Whether the key is neither revoked nor expired. It opens nothing all the same while its partner is off."""
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > now)


def _check_rights(by: Account) -> None:
    if not can_manage_keys(by):
        raise NotAllowed("You may not look after partners’ API keys.")


def _problems(
    owner: Partner, name: str, scopes: list[str], expires_at: datetime | None, now: datetime
) -> list[Problem]:
    problems = []
    if not name:
        problems.append(Problem("Say what the key is for, so that you know it when it has to go.", "name"))
    elif len(name) > LONGEST_NAME:
        problems.append(Problem(f"Name it in at most {LONGEST_NAME} characters.", "name"))
    if not scopes:
        problems.append(Problem("Choose at least one thing that the key may do.", "scopes"))
    unknown = [scope for scope in scopes if scope not in Scope.values]
    if unknown:
        known = ", ".join(Scope.values)
        problems.append(Problem(f"There is no scope “{unknown[0]}”. There are {known}.", "scopes"))
    if expires_at is not None and expires_at <= now:
        problems.append(Problem("The key would have expired already. Choose a later day, or none.", "expires_at"))
    if not owner.is_active:
        problems.append(Problem("The partner is switched off, so no key of it works. Switch it on first."))
    if sum(works(key, now) for key in owner.api_keys.all()) >= MOST_KEYS:
        problems.append(Problem(f"{MOST_KEYS} keys of this partner work already. Revoke those nobody uses."))
    return problems


def _in_order(scopes: list[str]) -> list[str]:
    return [str(scope) for scope in Scope.values if scope in scopes]


def _keep(made: ApiKey, *, by: Account, now: datetime, expires_at: datetime | None) -> str:
    """Save a key with a new text, which is returned and nowhere else."""
    made.key_id, text = make_key_text(is_sandbox=made.is_sandbox)
    made.digest = digest_of(text)
    made.created_at, made.created_by, made.expires_at = now, by.uuid, expires_at
    made.save()
    return text


def _told(made: ApiKey) -> dict[str, Any]:
    until = made.expires_at.isoformat() if made.expires_at else ""
    return {"name": made.name, "key": made.prefix, "scopes": made.scopes, "works_until": until}
