"""One change as partners are told it, by “changes” and by webhooks: what happened, and where to read what stands."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from casestudies.enums import ChangeEvent, PartnerEvent
from casestudies.publication.chain import instant
from casestudies.queries.changes import LEFT_TOPIC, Change

WHY: dict[str, tuple[str, str]] = {
    ChangeEvent.WITHDRAWN.value: ("withdrawn", "Take every copy down, or show the notice in its place."),
    ChangeEvent.REDACTED.value: ("redacted", "Take down every copy of this edition."),
    PartnerEvent.COVERAGE_LOST.value: ("coverage", "Your licence for it has ended: take every copy down."),
    PartnerEvent.RELEASE_CANCELLED.value: ("release", "Delete the embargoed text: it is not to be published."),
    LEFT_TOPIC: ("topic", "It is on this topic no more: leave it out of what you keep of the topic."),
}


def change_entry(change: Change) -> dict[str, Any]:
    """The member `results` of “changes” holds these, and so does `data` of a webhook."""
    told, is_public = change.data, _is_public(change)
    case = f"{settings.SITE_URL}/api/v1/case-studies/{change.slug}/"
    return {
        "id": f"{change.sequence}.{change.number}" if change.number else str(change.sequence),
        "sequence": change.sequence,
        "event": change.event,
        "at": instant(change.at),
        "case_study": {"uuid": str(change.case_uuid), "slug": change.slug},
        "edition": {"number": change.edition, "edition_digest": change.edition_digest} if change.edition else None,
        "tombstone": _tombstone(change) if change.is_tombstone else None,
        "release": _release_notice(told),
        "holding": told.get("holding"),
        "links": {
            "html": f"{settings.SITE_URL}/cases/{change.slug}/" if is_public else "",
            "api": case if is_public else "",
            "edition_api": f"{case}editions/{change.edition}/" if change.edition and change.slug else "",
        },
    }


def _release_notice(told: Mapping[str, Any]) -> dict[str, Any] | None:
    notice = told.get("release")
    return notice | {"api": f"{settings.SITE_URL}/api/v1/releases/{notice['uuid']}/"} if notice else None


def _tombstone(change: Change) -> dict[str, str]:
    why, what_to_do = WHY[change.event]
    return {"why": why, "what_to_do": what_to_do}


def _is_public(change: Change) -> bool:
    """Whether the change is of a text that the public has, and the partner may read."""
    return bool(change.slug) and (change.number == 0 or change.edition is not None)
