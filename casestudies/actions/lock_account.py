"""Lock an account to the end of the transaction, and refuse a change that began from an older state of it."""

from django.utils.crypto import salted_hmac

from casestudies.actions.lock_row import lock
from casestudies.actions.note_account_change import facts_of_account
from casestudies.errors import NotAllowed, StaleDraft
from casestudies.models import Account
from casestudies.permissions import can_manage

# What whoever looks after accounts changes; the rest is the person's own, or the software's.
MANAGED = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "roles")


def lock_account(account: Account, *, by: Account, base: str) -> Account:
    """`base` is `state_of_account` as the form began. Returns the row as it stands. Raises NotAllowed, StaleDraft."""
    row = lock(Account.objects.all()).get(pk=account.pk)
    if not can_manage(by, row):
        raise NotAllowed("You may not change this account.")
    if base != state_of_account(row):
        raise StaleDraft(
            "Somebody changed this account after you opened it, so nothing was saved. What you typed is still here. "
            "Look at the account in another tab first: saving again puts your choices over theirs.",
            current=0,  # an account counts no saves
        )
    return row


def state_of_account(account: Account) -> str:
    """A mark that is another as soon as a managed fact is; it tells nobody the facts. One query."""
    facts = facts_of_account(account)
    return salted_hmac("casestudies.account", repr([facts[name] for name in MANAGED])).hexdigest()
