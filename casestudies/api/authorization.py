"""The header `Authorization`: whose key it holds, and what the key may do. A key stands nowhere else."""

import re
from datetime import datetime

from django.http import HttpRequest

from casestudies.actions.api_key import renew_digest
from casestudies.api import problem_kinds as kinds
from casestudies.api.problems import Problem
from casestudies.enums import Scope
from casestudies.errors import KeyRefused
from casestudies.queries.callers import ANONYMOUS, Caller, caller_of

REALM = 'Bearer realm="Casebook API"'
KIND_OF_REFUSAL = {
    KeyRefused.MALFORMED: kinds.MALFORMED_KEY,
    KeyRefused.UNKNOWN: kinds.UNKNOWN_KEY,
    KeyRefused.REVOKED: kinds.REVOKED_KEY,
    KeyRefused.EXPIRED: kinds.EXPIRED_KEY,
    KeyRefused.PARTNER_INACTIVE: kinds.INACTIVE_PARTNER,
}
# The beginning of a key, or a parameter that elsewhere holds one.
KEY_IN_ADDRESS = re.compile(r"cbk_(?:live|test)_")
KEY_PARAMETERS = frozenset({"access_token", "api_key", "apikey", "api-key", "authorization"})


def caller_from(request: HttpRequest, now: datetime) -> Caller:
    """Who asks. Raises Problem when the header is there and opens nothing."""
    given = request.META.get("HTTP_AUTHORIZATION")
    if given is None:
        return ANONYMOUS
    scheme, _, key_text = given.strip().partition(" ")
    if scheme.lower() != "bearer":
        raise refusal(kinds.MALFORMED_KEY, "The header has to read “Authorization: Bearer” and the key, and no more.")
    try:
        caller = caller_of(key_text.strip(), now)
    except KeyRefused as error:
        raise refusal(KIND_OF_REFUSAL[error.why]) from error
    renew_digest(caller.key, key_text.strip())
    return caller


def refuse_key_in_address(request: HttpRequest) -> None:
    """A key in an address has been written into logs and histories on its way. Raises Problem."""
    names = {name.lower() for name in request.GET}
    texts = [request.path, *(text for name, values in request.GET.lists() for text in (name, *values))]
    if names & KEY_PARAMETERS or any(map(KEY_IN_ADDRESS.search, texts)):
        raise Problem(kinds.KEY_IN_ADDRESS, kinds.KEY_IN_ADDRESS.meaning)


def require_key(caller: Caller) -> None:
    """Raises Problem: 401 without a key. Any key will do, whatever its scopes."""
    if caller.is_anonymous:
        raise Problem(kinds.KEY_REQUIRED, kinds.KEY_REQUIRED.meaning, headers={"WWW-Authenticate": REALM})


def require_scope(caller: Caller, scope: Scope, *, or_nobody: bool = False) -> None:
    """Raises Problem: 401 without a key (unless `or_nobody`), 403 for a key without the scope."""
    if caller.is_anonymous:
        if or_nobody:
            return
        raise Problem(
            kinds.KEY_REQUIRED,
            f"This address needs a key with the scope “{scope}”.",
            headers={"WWW-Authenticate": f'{REALM}, scope="{scope}"'},
        )
    if not caller.has(scope):
        held = ", ".join(sorted(caller.scopes)) or "none"
        raise Problem(
            kinds.MISSING_SCOPE,
            f"This address needs the scope “{scope}”; the key has: {held}.",
            members={"scope": str(scope), "scopes": sorted(caller.scopes)},
            headers={"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{scope}"'},
        )


def refusal(kind: kinds.ProblemKind, detail: str = "") -> Problem:
    """What a key that opens nothing is answered with."""
    headers = {"WWW-Authenticate": f'{REALM}, error="invalid_token", error_description="{kind.title}"'}
    return Problem(kind, detail or kind.meaning, headers=headers)
