"""What those are called whom the record knows by an opaque id: accounts, and checkers who have none."""

from collections.abc import Iterable
from uuid import UUID

from casestudies.models import Account, CheckRequest
from casestudies.queries.staff import name_of


def actor_names(uuids: Iterable[UUID]) -> dict[UUID, str]:
    """A name for every id; who was erased is somebody. Two queries at most, none for none."""
    asked = set(uuids)
    known = known_names(asked)
    return {uuid: known.get(uuid) or name_of(None) for uuid in asked}


def known_names(uuids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of those ids that anybody has. Two queries at most, none for none."""
    asked = set(uuids)
    names = {account.uuid: name_of(account) for account in Account.objects.filter(uuid__in=asked)} if asked else {}
    left = asked - set(names)
    outside = CheckRequest.objects.filter(uuid__in=left).values_list("uuid", "name") if left else ()
    return names | {uuid: f"{name} (outside checker)" for uuid, name in outside}
