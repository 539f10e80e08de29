"""The accounts in whose name software acts; nobody can sign in with one."""

from django.contrib.auth.hashers import make_password

from casestudies.errors import CasebookError
from casestudies.models import Account

SEED = "seed"
IMPORT = "import"
LINKS = "links"
KEYS = "keys"


def system_account(username: str) -> Account:
    """The system account with this name, made if it is absent. Raises CasebookError if a person has the name."""
    account, _ = Account.objects.get_or_create(
        username=username, defaults={"is_system": True, "password": make_password(None)}
    )
    if not account.is_system:
        raise CasebookError(f"A person's account is called “{username}”. Rename it: the system needs that name.")
    return account
