"""Examples of what keeps copies true, for the API's description."""

from typing import Any

from casestudies.api.examples.cases import API, DIGEST, PAGE, SITE, SLUG, TITLE, UUID

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
RELEASE_UUID = "5a0c1f1e-39d4-4d3c-9f0e-7a3f4b1f7f10"
RELEASE: dict[str, Any] = {
    "uuid": RELEASE_UUID,
    "embargoed_until": "2026-11-20T09:00:00.000000Z",
    "notice": "Under embargo until 20 November 2026, 09:00 UTC. Not to be published before release.published is told.",
    "offered_at": "2026-11-18T14:00:00.000000Z",
    "kind": "update",
    "title": TITLE,
    "case_study": {"uuid": UUID, "slug": SLUG, "canonical_url": PAGE},
    "content_digest": "b81e" * 16,
    "links": {"api": f"{SITE}/api/v1/releases/{RELEASE_UUID}/"},
}
HOLDING: dict[str, Any] = {
    "case_study": {"uuid": UUID, "slug": SLUG},
    "url": "https://partner.example/harbour",
    "edition": 1,
    "correction_shown": None,
    "reported_at": "2026-10-02T10:00:00.000000Z",
    "standing": "corrected",
    "is_stale": True,
    "stale_since": "2026-11-14T09:30:00.000000Z",
    "newest_edition": 2,
    "what_to_do": "Put edition 2 in its place and report that; or show the corrections up to edition 2 beside your "
    "text and report it with “correction_shown”: 2.",
    "links": {"html": PAGE, "api": API, "report": f"{SITE}/api/v1/holdings/{SLUG}/"},
}
CHANGES: dict[str, Any] = {
    "results": [CHANGE, WITHDRAWAL],
    "cursor": CURSOR,
    "has_more": False,
    "next": f"{SITE}/api/v1/changes/?cursor={CURSOR}",
}
