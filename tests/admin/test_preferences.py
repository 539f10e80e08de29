"""Each person's own preferences, and nobody else's."""

import pytest
from django.urls import reverse

from casestudies.models import AuditEntry
from tests.admin.forms import fields_of, text_of
from tests.factories import make_account
from tests.roles import make_member

pytestmark = pytest.mark.django_db

PAGE = "/admin/preferences/"


def test_person_without_any_role_keeps_their_own_preferences(client):
    account = make_member(first_name="Wim", email="wim@example.org")
    other = make_account()
    client.force_login(account)
    fields = fields_of(client.get(PAGE), "preferences-form")
    del fields["keeps_typing"]

    saved = client.post(
        PAGE,
        fields
        | {"first_name": "Willem", "mail_choice": "daily", "agrees_to_be_named": "on", "is_superuser": "on"}
        | {"username": "root", "id": str(other.pk), "groups": "1"},
    )

    assert saved.status_code == 302
    account.refresh_from_db()
    kept = (account.first_name, account.mail_choice, account.keeps_typing, account.agrees_to_be_named)
    assert kept == ("Willem", "daily", False, True)
    assert (account.is_superuser, account.groups.count()) == (False, 0)
    entry = AuditEntry.objects.get(subject_id=str(account.uuid))
    assert entry.detail["changed"] == "first_name"
    assert (entry.detail["mail_choice"], entry.detail["mail_choice_before"]) == ("daily", "at_once")
    assert "Willem" not in str(entry.detail)


def test_wrong_address_is_said_and_nothing_is_lost(client):
    client.force_login(make_member(first_name="Wim"))
    fields = fields_of(client.get(PAGE), "preferences-form") | {"email": "nowhere", "first_name": "Willem"}

    answer = client.post(PAGE, fields)

    assert answer.status_code == 200
    assert "Enter a valid email address." in text_of(answer)
    assert fields_of(answer, "preferences-form")["first_name"] == "Willem"


def test_menu_leads_to_the_preferences(client):
    client.force_login(make_member("Author"))

    assert f'href="{PAGE}"' in client.get(reverse("admin:index")).content.decode()


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, {"first_name": "x"}).status_code == 302
