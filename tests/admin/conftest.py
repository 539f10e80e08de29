"""Who sits at the desk in these tests."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.factories import make_account


@pytest.fixture
def editor(db):
    """A superuser."""
    return make_account(username="maria")


@pytest.fixture
def desk(editor):
    """A browser signed in as the editor."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def writer(db):
    """May change case studies and sources, and may not publish."""
    account = make_account(username="wim", is_superuser=False)
    names = ["view_casestudy", "change_casestudy", "add_casestudy", "view_source", "change_source"]
    account.user_permissions.set(Permission.objects.filter(codename__in=names))
    return account
