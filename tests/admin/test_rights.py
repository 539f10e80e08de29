"""Rights on the desk: nobody gives themselves more, and no form is shown whose save would be refused."""

import pytest
from django.contrib.auth.models import Group, Permission

from tests.factories import make_account, publish_case

pytestmark = pytest.mark.django_db


def account_with(client, *codenames):
    account = make_account(is_superuser=False)
    account.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(account)
    return account


@pytest.mark.parametrize("address", ["add/", "{pk}/change/", "{pk}/delete/"])
def test_group_is_changed_by_superusers_alone(client, address):
    group = Group.objects.create(name="Editors")
    account_with(client, "view_group", "add_group", "change_group", "delete_group")
    path = f"/admin/auth/group/{address.format(pk=group.pk)}"

    assert client.post(path, {"name": "Publishers", "post": "yes"}).status_code == 403
    assert Group.objects.get(pk=group.pk).name == "Editors"
    assert not Group.objects.filter(name="Publishers").exists()


def test_group_is_changed_by_a_superuser(client):
    group = Group.objects.create(name="Editors")
    client.force_login(make_account())

    assert client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Desk"}).status_code == 302
    assert Group.objects.get(pk=group.pk).name == "Desk"


def test_new_case_is_not_offered_to_who_could_not_save_it(client):
    account_with(client, "view_casestudy", "add_casestudy")

    assert client.get("/admin/casestudies/casestudy/add/").status_code == 403
    assert "New case study" not in client.get("/admin/").content.decode()


def test_filter_by_a_number_that_no_database_holds_is_a_wrong_filter(client):
    publish_case()
    client.force_login(make_account())

    answer = client.get("/admin/casestudies/casestudy/?topics__id__exact=9999999999999999999999", follow=True)

    assert answer.status_code == 200
