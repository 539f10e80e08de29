"""Who am I: what the site knows of the key that asks, and how much it may still ask."""

from typing import Any

from django.http import HttpResponse

from casestudies.api.authorization import require_key
from casestudies.api.base import ApiView, answer
from casestudies.api.envelope import to_json
from casestudies.api.operations.keys import document_me
from casestudies.publication.chain import instant
from casestudies.queries.callers import Caller, coverage_of

NO_STORE = "private, no-store"


class Me(ApiView):
    """For any key, whatever its scopes; of a sandbox key too, for it says nothing but what the key itself is."""

    has_samples = True

    @document_me
    def get(self, request) -> HttpResponse:
        require_key(self.caller)
        standing = getattr(request, "standing", None)
        limits = [
            {
                "name": window.name,
                "quota": window.quota,
                "seconds": window.length,
                "remaining": window.left,
                "resets_in": window.seconds,
            }
            for window in (standing.windows if standing else ())
        ]
        return answer(to_json({**described(self.caller), "limits": limits}), {"Cache-Control": NO_STORE})


def described(caller: Caller) -> dict[str, Any]:
    """The partner, its key and what it may receive."""
    partner, key = caller.partner, caller.key
    return {
        "partner": {"slug": partner.slug, "name": partner.name},
        "key": {
            "name": key.name,
            "prefix": key.prefix,
            "scopes": sorted(caller.scopes),
            "created_at": instant(key.created_at),
            "expires_at": instant(key.expires_at) if key.expires_at else None,
        },
        "is_sandbox": caller.is_sandbox,
        "coverage": coverage_of(partner),
    }
