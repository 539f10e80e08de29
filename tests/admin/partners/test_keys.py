"""A partnerships manager makes, rotates and revokes keys, and sees their use, without a developer."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casestudies.actions.api_key import issue_key
from casestudies.enums import Scope
from casestudies.errors import KeyRefused
from casestudies.models import ApiKey, ApiUsage, AuditEntry
from casestudies.queries.callers import caller_of
from casestudies.queries.key_text import SCANNER
from tests.admin.forms import text_of
from tests.factories import make_account, make_member, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat(client):
    account = make_member("Partnerships", username="pat")
    client.force_login(account)
    return account


def address(name, partner, *key):
    return reverse(f"admin:casestudies_partner_{name}", args=[partner.pk, *key])


def made_in(answer):
    """The key that a page shows."""
    return re.search(SCANNER, answer.content.decode())[0]


def refusal(text):
    with pytest.raises(KeyRefused) as found:
        caller_of(text, timezone.now())
    return found.value.why


def test_a_key_is_made_shown_once_rotated_and_revoked(client, pat):
    partner = make_partner()
    page = client.get(address("change", partner))
    assert "No keys yet." in text_of(page)

    typed = {"name": "Website", "scopes": ["read", "holdings"], "lasts": "365"}
    wrong = client.post(address("make_key", partner), {"name": "", "lasts": "365"})
    assert "Choose at least one thing" in text_of(wrong)
    assert ApiKey.objects.count() == 0
    text = made_in(client.post(address("make_key", partner), typed))
    caller = caller_of(text, timezone.now())
    assert caller.scopes == {Scope.READ, Scope.HOLDINGS}
    assert timedelta(days=364) < caller.key.expires_at - timezone.now() <= timedelta(days=365)
    assert AuditEntry.objects.get(verb="api_key.issued").actor == pat.uuid

    shown = client.get(address("change", partner))
    assert text not in shown.content.decode()
    assert caller.key.prefix in shown.content.decode()
    assert "Never used." in text_of(shown)

    rotated = client.post(address("rotate_key", partner, caller.key.uuid), {"overlap": "7", "lasts": "0"})
    new = made_in(rotated)
    assert caller_of(text, timezone.now()).partner == caller_of(new, timezone.now()).partner
    assert "The old key works until" in text_of(rotated)

    revoke = address("revoke_key", partner, caller.key.uuid)
    assert "Say why the key is revoked" in text_of(client.post(revoke, {"reason": ""}))
    told = client.post(revoke, {"reason": "It leaked."}, follow=True)
    assert "The key “Website” no longer works." in text_of(told)
    assert "It leaked." in text_of(told)
    assert refusal(text) == KeyRefused.REVOKED
    assert caller_of(new, timezone.now())
    # Revoked meanwhile: said, and nothing else happens.
    assert "revoked already" in text_of(client.post(revoke, {"reason": "Again."}, follow=True))


def test_only_who_looks_after_partners_comes_to_the_keys(client, pat):
    partner = make_partner()
    key, _ = issue_key(partner, by=pat, now=timezone.now(), name="Website", scopes=["read"])
    doors = [address("make_key", partner), address("rotate_key", partner, key.uuid)]
    doors += [address("revoke_key", partner, key.uuid), address("use", partner)]
    assert [client.get(door).status_code for door in doors] == [200] * 4

    other = make_partner("Another")
    assert client.get(address("revoke_key", other, key.uuid)).status_code == 404
    client.force_login(make_member("Publisher", username="pub"))
    assert [client.get(door).status_code for door in doors] == [403, 403, 403, 200]
    assert [client.post(door, {"reason": "x"}).status_code for door in doors[:3]] == [403] * 3
    page = text_of(client.get(address("change", partner)))
    assert "Website" in page
    assert "Make a key" not in page
    client.force_login(make_member("Author", username="aut"))
    assert [client.get(door).status_code for door in doors] == [403] * 4


def test_use_is_a_chart_a_table_and_a_file(client, pat):
    partner, today = make_partner(), timezone.now().date()
    key, _ = issue_key(partner, by=make_account(), now=timezone.now(), name="=cmd", scopes=["read"])
    ApiUsage.objects.create(key_id=key.key_id, day=today, requests=1_200, errors=12, bytes=5_000_000)
    ApiUsage.objects.create(key_id=key.key_id, day=today - timedelta(days=40), requests=7, errors=0, bytes=10)
    ApiUsage.objects.create(key_id="another", day=today, requests=9_999_999, errors=0, bytes=10)

    page = client.get(address("use", partner))
    html, words = page.content.decode(), text_of(page)
    assert html.count('class="use-bar"') == 3 * 30  # requests, errors and bytes, each by day
    assert "Requests 1,200 1,200" in words
    assert "Errors 12 12" in words
    assert html.count(">1,200</td>") == 2  # in the table of keys, and in that of days
    assert "9,999,999" not in words
    longer = client.get(f"{address('use', partner)}?days=90").content.decode()
    assert longer.count('class="use-bar"') == 3 * 90
    assert ">1,207</td>" in longer

    rows = list(csv.reader(io.StringIO(client.get(f"{address('use', partner)}?format=csv").content.decode())))
    assert rows[0] == ["Day", "Key", "Key id", "Requests", "Errors", "Bytes"]
    assert rows[1] == [today.isoformat(), "'=cmd", key.key_id, "1200", "12", "5000000"]
    assert len(rows) == 3
    assert "Nothing was asked" in text_of(client.get(address("use", make_partner("Quiet"))))


def test_the_partners_page_asks_as_often_however_many_keys_there_are(client, pat):
    partner = make_partner()

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(address("change", partner))
        return len(asked)

    issue_key(partner, by=pat, now=timezone.now(), name="1", scopes=["read"])
    client.get(address("change", partner))
    once = cost()
    for number in range(5):
        issue_key(partner, by=make_account(), now=timezone.now(), name=f"{number}", scopes=["read"])
    assert cost() == once


def test_limits_of_its_own_are_typed_on_the_partners_page(client, pat):
    page = client.get(address("change", make_partner()))
    assert "requests a minute" in text_of(page).lower()
    assert 'name="burst_limit"' in page.content.decode()
