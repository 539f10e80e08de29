"""Describes for OpenAPI what a key is told about itself."""

from typing import Any

from drf_spectacular.utils import extend_schema

from casestudies.api import problem_kinds as kinds
from casestudies.api.operations.common import CACHE, ORIGIN, responses

ME: dict[str, Any] = {
    "partner": {"slug": "harbour-post", "name": "The Harbour Post"},
    "key": {
        "name": "Website",
        "prefix": "cbk_live_0a1b2c3d4e5f",
        "scopes": ["holdings", "read"],
        "created_at": "2026-11-14T09:30:00.000000Z",
        "expires_at": None,
    },
    "is_sandbox": False,
    "coverage": {"kind": "topics", "topics": ["creative-work"], "case_studies": []},
    "limits": [
        {"name": "burst", "quota": 600, "seconds": 60, "remaining": 599, "resets_in": 60},
        {"name": "daily", "quota": 50_000, "seconds": 86_400, "remaining": 49_210, "resets_in": 33_120},
    ],
}


def document_me(view):
    answers = responses(
        "Me", "The key.", ME, kinds.INVALID_PARAMETER, kinds.KEY_REQUIRED, kinds.UNKNOWN_KEY, kinds.EXPIRED_KEY
    )
    return extend_schema(
        operation_id="whoAmI",
        summary="Ask who you are",
        description="Whose key asks, what it may do and until when, and how many requests are left. Any key may ask.",
        tags=["About"],
        parameters=[CACHE, ORIGIN],
        responses={status: found for status, found in answers.items() if status != 304},
    )(view)
