"""Accounts with the desk's roles. A transactional test's flush takes the groups away; they are made again here."""

from django.contrib.auth.models import Group, Permission

from tests.factories import make_account
from tests.role_rights import RIGHTS


def make_roles():
    """The six groups as the migrations make them."""
    for name, codenames in RIGHTS.items():
        group, created = Group.objects.get_or_create(name=name)
        if created:
            labels = ["auth", "casestudies"]
            group.permissions.set(Permission.objects.filter(content_type__app_label__in=labels, codename__in=codenames))


def make_member(*roles, **fields):
    """An account at the desk with these roles, and no superuser."""
    make_roles()
    account = make_account(is_superuser=False, **fields)
    account.groups.set(Group.objects.filter(name__in=roles))
    return account
