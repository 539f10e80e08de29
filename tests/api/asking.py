"""Asks the API as a partner's program does: with a key, and by following what it is told."""

from typing import Any

from django.test import Client

from casestudies.enums import Scope
from casestudies.models import ApiKey, Partner
from casestudies.queries.key_text import digest_of, make_key_text
from tests.factories import NOW, make_account

CHANGES = "/api/v1/changes/"


def key_for(partner: Partner, *scopes: Scope, is_sandbox: bool = False) -> str:
    """The text of a new key, with every scope unless some are named."""
    key_id, text = make_key_text(is_sandbox=is_sandbox)
    ApiKey.objects.create(
        partner=partner,
        name="Test",
        key_id=key_id,
        digest=digest_of(text),
        scopes=[str(scope) for scope in scopes or Scope],
        is_sandbox=is_sandbox,
        created_at=NOW,
        created_by=make_account().uuid,
    )
    return text


def client_for(partner: Partner | None, *scopes: Scope) -> Client:
    """A client that sends the partner's key, or none."""
    return Client(headers={"authorization": f"Bearer {key_for(partner, *scopes)}"} if partner else None)


def follow(client: Client, cursor: str = "", **query: Any) -> tuple[list[dict[str, Any]], str]:
    """Every change after `cursor`, and the cursor to go on from."""
    changes: list[dict[str, Any]] = []
    while True:
        page = client.get(CHANGES, {**query, **({"cursor": cursor} if cursor else {})})
        assert page.status_code == 200, page.content
        changes += page.json()["results"]
        cursor = page.json()["cursor"]
        if not page.json()["has_more"]:
            return changes, cursor


def told(changes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """What happened to which case study, in order."""
    return [(change["event"].partition(".")[2], change["case_study"]["slug"]) for change in changes]
