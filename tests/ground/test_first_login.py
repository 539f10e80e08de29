"""The first superuser is made once, with a password that somebody knows."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from casestudies.models import Account

pytestmark = pytest.mark.django_db


def ensure_admin():
    out = StringIO()
    call_command("ensure_admin", stdout=out)
    return out.getvalue()


def test_first_login_without_a_given_password_prints_one_that_works():
    password = re.fullmatch(
        r"First login: admin with the password (\S{16}) \(shown only now\)\.\n", ensure_admin()
    ).group(1)
    admin = Account.objects.get(username="admin")
    assert admin.is_superuser
    assert admin.is_staff
    assert admin.check_password(password)


def test_first_login_with_a_given_password_does_not_print_it(monkeypatch):
    monkeypatch.setenv("CASEBOOK_ADMIN_PASSWORD", "correct horse battery")
    assert ensure_admin() == "First login: admin with the password in CASEBOOK_ADMIN_PASSWORD.\n"
    assert Account.objects.get(username="admin").check_password("correct horse battery")


def test_first_login_with_a_superuser_changes_nothing(monkeypatch):
    Account.objects.create_superuser("chief", password="a password of her own")
    monkeypatch.setenv("CASEBOOK_ADMIN_PASSWORD", "another password")
    assert ensure_admin() == ""
    assert list(Account.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["chief"]
    assert Account.objects.get(username="chief").check_password("a password of her own")


def test_first_login_with_only_an_editor_named_admin_makes_nobody_a_superuser():
    Account.objects.create_user("admin", password="a password of her own")
    assert "There is an account named admin already" in ensure_admin()
    assert not Account.objects.filter(is_superuser=True).exists()
