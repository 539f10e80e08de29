"""The people of the desk: what they are called in a sentence, and who of them holds a permission."""

from collections.abc import Iterable

from django.db.models import QuerySet

from casestudies.models import Account

# Permissions are the model backend's, however somebody signed in.
BACKEND = "django.contrib.auth.backends.ModelBackend"


def name_of(account: Account | None) -> str:
    """What somebody is called on the desk; an account that is gone is somebody."""
    if account is None:
        return "Somebody"
    return account.get_full_name() or account.get_username()


def names_of(accounts: Iterable[Account], *, most: int = 5) -> str:
    """`Ada, Grace and Joan`; of more than `most`, the first and how many others."""
    names = [name_of(account) for account in accounts]
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def who_may(codename: str) -> QuerySet[Account]:
    """The people who hold a permission, of their own, by a group or as superusers; no system account. One query."""
    holders = Account.objects.with_perm(f"casestudies.{codename}", include_superusers=True, backend=BACKEND)
    return holders.filter(is_system=False).order_by("username")
