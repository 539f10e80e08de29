"""Who sits at the desk in these tests."""

from django.contrib.auth.models import Permission
from django.test import Client

from tests.admin.forms import open_form
from tests.factories import make_account, make_case
from tests.worlds import world


@world
def editor():
    """A superuser."""
    return make_account(username="maria")


@world
def desk(editor):
    """A browser signed in as the editor."""
    client = Client()
    client.force_login(editor)
    return client


@world
def writer():
    """May change case studies and sources, and may not publish."""
    account = make_account(username="wim", is_superuser=False)
    names = ["view_casestudy", "change_casestudy", "add_casestudy", "view_source", "change_source"]
    account.user_permissions.set(Permission.objects.filter(codename__in=names))
    return account


@world
def case_study(editor):
    return make_case(by=editor)


@world
def form(desk, case_study):
    """What the case study's form holds as it is opened; asking for it is a tenth of a second."""
    return open_form(desk, case_study)
