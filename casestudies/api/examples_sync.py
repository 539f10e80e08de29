"""Examples of what keeps copies true, for the API's description."""

from typing import Any

from casestudies.api.examples import API, DIGEST, PAGE, SITE, SLUG, UUID

CURSOR = "WzEsIjZmMTk0M2EwZDdiMzgyYzUiLDQxLCJkMDVlMTFhNyIsMCwiIix7fV0:k3d9Xq0yT0bq0VQ1l2bTgq3ZpY8hJ7mA5cWf2uEo6Rs"
CHANGE: dict[str, Any] = {
    "id": "40",
    "sequence": 40,
    "event": "case_study.corrected",
    "at": "2026-11-14T09:30:00.000000Z",
    "case_study": {"uuid": UUID, "slug": SLUG},
    "edition": {"number": 2, "edition_digest": DIGEST},
    "tombstone": None,
    "release": None,
    "holding": None,
    "links": {"html": PAGE, "api": API, "edition_api": f"{API}editions/2/"},
}
WITHDRAWAL: dict[str, Any] = CHANGE | {
    "id": "41",
    "sequence": 41,
    "event": "case_study.withdrawn",
    "at": "2026-11-15T16:05:00.000000Z",
    "tombstone": {"why": "withdrawn", "what_to_do": "Take every copy down, or show the notice in its place."},
}
CHANGES: dict[str, Any] = {
    "results": [CHANGE, WITHDRAWAL],
    "cursor": CURSOR,
    "has_more": False,
    "next": f"{SITE}/api/v1/changes/?cursor={CURSOR}",
}
