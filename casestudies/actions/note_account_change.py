"""Record what was changed of an account or of a role.

An account's names and addresses stay out of the audit, which is never changed: it says that they changed, not from
what to what, and shows the name that the account has now. Of passwords it says that there is another one.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group

from casestudies.models import Account, AuditEntry
from casestudies.roles import rights_in_words

PERSONAL = ("username", "first_name", "last_name", "email", "password")
STATES = ("is_active", "is_staff", "is_superuser", "mail_choice", "keeps_typing", "agrees_to_be_named")


def facts_of_account(account: Account) -> dict[str, Any]:
    """What the audit compares: fields, and the names of the roles. One query."""
    facts: dict[str, Any] = {name: getattr(account, name) for name in (*PERSONAL, *STATES)}
    return facts | {"roles": ", ".join(account.groups.order_by("name").values_list("name", flat=True))}


def note_account_change(
    account: Account, before: dict[str, Any] | None, *, by: Account, now: datetime
) -> AuditEntry | None:
    """`before` are the facts before the save, None of a new account. Returns None when nothing changed."""
    after = facts_of_account(account)
    if before == after:
        return None
    known = before or {}
    detail: dict[str, Any] = {}
    for name in (*STATES, "roles"):
        if known.get(name) != after[name]:
            detail[name] = after[name]
            if before is not None:
                detail[f"{name}_before"] = before[name]
    renamed = [name for name in PERSONAL if before is not None and before[name] != after[name]]
    if renamed:
        detail["changed"] = ", ".join(renamed)
    return AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb="account.created" if before is None else "account.changed",
        subject_type="account",
        subject_id=str(account.uuid),
        subject_label="",
        detail=detail,
    )


def facts_of_role(group: Group) -> dict[str, Any]:
    """A role's name, and what it may do in words. Two queries."""
    rights = rights_in_words(group.permissions.select_related("content_type"))
    return {"name": group.name, "rights": rights, "permissions": _codenames(group)}


def note_role_change(
    group: Group, verb: str, before: dict[str, Any] | None, *, by: Account, now: datetime
) -> AuditEntry | None:
    """`verb` is `created`, `changed` or `deleted`. Returns None when a change changed nothing."""
    after = facts_of_role(group)
    if verb == "changed" and before == after:
        return None
    detail: dict[str, Any] = {"rights": "; ".join(after["rights"])}
    if before is not None:
        detail["rights_before"] = "; ".join(before["rights"])
        detail["added"] = ", ".join(sorted(set(after["permissions"]) - set(before["permissions"])))
        detail["removed"] = ", ".join(sorted(set(before["permissions"]) - set(after["permissions"])))
        if before["name"] != after["name"]:
            detail |= {"name": after["name"], "name_before": before["name"]}
    return AuditEntry.objects.create(
        at=now,
        actor=by.uuid,
        verb=f"role.{verb}",
        subject_type="role",
        subject_id=str(group.pk),
        subject_label=group.name[:300],
        detail=detail,
    )


def _codenames(group: Group) -> list[str]:
    names: Iterable[str] = group.permissions.order_by("codename").values_list("codename", flat=True)
    return list(names)
