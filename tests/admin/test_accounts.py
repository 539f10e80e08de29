"""Accounts and roles: an administrator looks after people, and can make nobody, themselves included, a superuser."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from casestudies.admin.account_form import AccountForm
from casestudies.models import Account, AuditEntry
from tests.admin.forms import fields_of, text_of
from tests.factories import make_account
from tests.roles import make_member
from tests.worlds import world

pytestmark = pytest.mark.django_db

ADD = "/admin/casestudies/account/add/"
SECRET = "battery horse staple correct"


def change(account):
    return reverse("admin:casestudies_account_change", args=[account.pk])


def group(name):
    return Group.objects.get(name=name)


@world
def administrator():
    return make_member("Administrator", username="ines")


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def last_entry(account):
    return AuditEntry.objects.filter(subject_type="account", subject_id=str(account.uuid)).first()


def new_account(office, **fields):
    make_member("Author")
    form = fields_of(office.get(ADD), "account_form")
    typed = {
        "username": "noor",
        "first_name": "Noor",
        "last_name": "Haddad",
        "email": "noor@example.org",
        "usable_password": "true",
        "password1": SECRET,
        "password2": SECRET,
    }
    return office.post(ADD, form | typed | fields)


def test_administrator_makes_an_account_that_can_sign_in_to_the_desk(office, client):
    assert new_account(office, groups=str(group("Author").pk)).status_code == 302

    account = Account.objects.get(username="noor")
    assert (account.is_staff, account.is_superuser) == (True, False)
    assert [role.name for role in account.groups.all()] == ["Author"]
    assert client.login(username="noor", password=SECRET)
    assert client.get("/admin/").status_code == 200


def test_new_account_is_in_the_audit_without_its_name_or_password(office, administrator):
    new_account(office, groups=str(group("Author").pk))

    entry = last_entry(Account.objects.get(username="noor"))
    assert (entry.verb, entry.actor, entry.detail["roles"]) == ("account.created", administrator.uuid, "Author")
    kept = str(entry.detail) + entry.subject_label
    assert not any(word in kept for word in ("noor", "Haddad", "example.org", SECRET, "pbkdf2", "argon2", "md5"))


def test_new_account_is_no_superuser_whatever_is_sent(office):
    new_account(office, is_superuser="on", is_staff="")

    assert Account.objects.get(username="noor").is_superuser is False


def test_form_tells_what_each_role_is_for(office):
    text = text_of(office.get(change(make_member("Author"))))

    assert "Checks every cited statement against its source" in text
    assert "casestudy" not in text


def test_administrator_gives_a_role_and_the_audit_says_from_what_to_what(office, administrator):
    account = make_member("Author")
    fields = fields_of(office.get(change(account)), "account_form")

    office.post(change(account), fields | {"groups": [str(group("Editor").pk), str(group("Author").pk)]})

    entry = last_entry(account)
    assert entry.detail == {"roles": "Author, Editor", "roles_before": "Author"}
    assert entry.actor == administrator.uuid


def test_save_that_changes_nothing_leaves_no_entry(office):
    account = make_member("Author")

    assert office.post(change(account), fields_of(office.get(change(account)), "account_form")).status_code == 302
    assert last_entry(account) is None


def test_renamed_and_switched_off_account_is_noted_without_the_names(office):
    account = make_member("Author", username="old-name", email="old@example.org")
    fields = fields_of(office.get(change(account)), "account_form")
    del fields["is_active"]

    office.post(change(account), fields | {"username": "new-name", "email": "new@example.org"})

    entry = last_entry(account)
    assert entry.detail == {"is_active": False, "is_active_before": True, "changed": "username, email"}
    assert entry.subject_label == ""


def test_stale_form_brings_back_no_role_and_keeps_what_was_typed(office):
    account = make_member("Author")
    account.groups.add(group("Author"))
    stale = fields_of(office.get(change(account)), "account_form") | {"first_name": "Noor"}
    account.groups.clear()

    refused = office.post(change(account), stale)

    assert "Somebody changed this account after you opened it, so nothing was saved." in text_of(refused)
    account.refresh_from_db()
    assert (account.groups.count(), account.first_name) == (0, "")
    assert last_entry(account) is None
    again = fields_of(refused, "account_form")
    assert (again["first_name"], again["groups"]) == ("Noor", str(group("Author").pk))
    assert office.post(change(account), again).status_code == 302
    account.refresh_from_db()
    assert (account.groups.count(), account.first_name) == (1, "Noor")


def test_administrator_changes_nothing_that_a_person_chose(office):
    account = make_member("Author", agrees_to_be_named=False, keeps_typing=False, mail_choice="never")
    fields = fields_of(office.get(change(account)), "account_form")
    chosen = {"agrees_to_be_named": "on", "keeps_typing": "on", "mail_choice": "at_once"}
    assert not chosen.keys() & fields.keys()

    assert office.post(change(account), fields | chosen | {"first_name": "Noor"}).status_code == 302

    account.refresh_from_db()
    kept = (account.first_name, account.agrees_to_be_named, account.keeps_typing, account.mail_choice)
    assert kept == ("Noor", False, False, "never")


def test_consent_withdrawn_while_the_form_is_saved_stays_withdrawn(office, monkeypatch):
    account = make_member("Author", agrees_to_be_named=True)
    fields = fields_of(office.get(change(account)), "account_form") | {"first_name": "Noor"}
    note = AccountForm.clean

    def withdraw_first(form):
        Account.objects.filter(pk=account.pk).update(agrees_to_be_named=False)
        return note(form)

    monkeypatch.setattr(AccountForm, "clean", withdraw_first)

    assert office.post(change(account), fields).status_code == 302
    account.refresh_from_db()
    assert (account.first_name, account.agrees_to_be_named) == ("Noor", False)


@pytest.mark.parametrize("whom", ["self", "other"])
def test_administrator_makes_nobody_a_superuser(office, administrator, whom):
    account = administrator if whom == "self" else make_member("Author")
    fields = fields_of(office.get(change(account)), "account_form")

    office.post(change(account), fields | {"is_superuser": "on", "user_permissions": "1"})

    account.refresh_from_db()
    assert account.is_superuser is False
    assert account.user_permissions.count() == 0


@pytest.mark.parametrize("page", ["change", "password"])
def test_administrator_changes_no_superuser(office, page):
    superuser = make_account(email="root@example.org")
    address = change(superuser) if page == "change" else f"/admin/casestudies/account/{superuser.pk}/password/"
    before = superuser.password
    sent = {"username": "x", "email": "mine@example.org", "password1": SECRET, "password2": SECRET}

    assert office.post(address, sent).status_code == 403
    superuser.refresh_from_db()
    assert (superuser.password, superuser.email) == (before, "root@example.org")


def test_no_page_shows_a_password_hash_or_how_it_is_made(office, administrator):
    for account in (make_account(), make_member("Author"), administrator):
        page = office.get(change(account))
        assert account.password not in page.content.decode()
        assert "algorithm" not in text_of(page)
        assert "Set. Nobody can read it." in text_of(page)


def test_administrator_sets_a_password_and_the_audit_says_only_that(office, client):
    account = make_member("Author", username="noor")
    address = f"/admin/casestudies/account/{account.pk}/password/"

    office.post(address, {"usable_password": "true", "password1": SECRET, "password2": SECRET})

    assert last_entry(account).detail == {"changed": "password"}
    assert client.login(username="noor", password=SECRET)


def test_own_new_password_is_in_the_audit(client):
    account = make_member("Author")
    client.force_login(account)
    old = "correct horse battery staple"

    answer = client.post(
        "/admin/password_change/", {"old_password": old, "new_password1": SECRET, "new_password2": SECRET}
    )

    assert answer.status_code == 302
    assert last_entry(account).detail == {"changed": "password"}
    assert client.get("/admin/").status_code == 200


def test_superuser_makes_a_superuser_and_it_is_in_the_audit(client):
    client.force_login(make_account())
    account = make_member("Author")
    fields = fields_of(client.get(change(account)), "account_form")

    client.post(change(account), fields | {"is_superuser": "on"})

    entry = last_entry(account)
    assert entry.detail == {"is_superuser": True, "is_superuser_before": False}


def test_account_without_the_right_sees_no_accounts(client):
    client.force_login(make_member("Publisher"))

    assert client.get("/admin/casestudies/account/").status_code == 403
    assert client.get(ADD).status_code == 403


def test_roles_are_listed_with_what_they_may_do_in_words(office):
    text = text_of(office.get("/admin/auth/group/"))

    assert "Writes case studies and looks after their sources" in text
    assert "Publish, schedule, update and correct a case study" in text
    assert "publish_casestudy" not in text


def test_administrator_reads_a_role_and_changes_none(office):
    author = group("Author")
    page = f"/admin/auth/group/{author.pk}/change/"

    text = text_of(office.get(page))

    assert "See, add and change case studies and sources" in text
    assert office.post(page, {"name": "Author", "permissions": "1"}).status_code == 403


def test_superuser_changes_a_role_and_the_audit_says_how(client):
    superuser = make_account()
    make_member("Author")
    client.force_login(superuser)
    author = group("Author")
    page = f"/admin/auth/group/{author.pk}/change/"
    fields = fields_of(client.get(page), "group_form")
    share = Permission.objects.get(codename="share_casestudy")
    publish = Permission.objects.get(codename="publish_casestudy")
    fields["permissions"] = [*(pk for pk in fields["permissions"] if pk != str(share.pk)), str(publish.pk)]

    assert client.post(page, fields | {"name": "Renamed"}).status_code == 302

    entry = AuditEntry.objects.get(verb="role.changed")
    assert (entry.actor, entry.subject_label) == (superuser.uuid, "Author")
    assert (entry.detail["added"], entry.detail["removed"]) == ("publish_casestudy", "share_casestudy")
    assert "Make private preview links" in entry.detail["rights_before"]
    assert group("Author").permissions.filter(pk=publish.pk).exists()


def test_role_of_the_product_is_not_deleted(client):
    client.force_login(make_account())
    make_member("Author")

    assert client.post(f"/admin/auth/group/{group('Author').pk}/delete/", {"post": "yes"}).status_code == 403
    assert Group.objects.filter(name="Author").exists()


def test_list_of_accounts_takes_the_same_queries_for_one_and_for_three(office, django_assert_num_queries):
    counts = []
    for _ in range(2):
        with django_assert_num_queries(100, exact=False) as captured:
            office.get("/admin/casestudies/account/")
        counts.append(len(captured))
        make_member("Author")
        make_member("Author", "Editor")
    assert counts[0] == counts[1]


def test_settings_say_from_what_to_what_they_were_changed(office):
    page = office.get("/admin/casestudies/publicationsettings/", follow=True)
    fields = fields_of(page, "publicationsettings_form")
    del fields["four_eyes"]

    assert office.post(page.redirect_chain[-1][0], fields).status_code == 302

    entry = AuditEntry.objects.get(verb="publicationsettings.changed")
    assert entry.detail == {"four_eyes": "False", "four_eyes_before": "True"}
