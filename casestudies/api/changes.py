"""The changes: what was published, corrected, withdrawn or left a partner's coverage, in order, exactly once."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from casestudies.api import addresses
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.change_cursors import read_change_cursor, write_change_cursor
from casestudies.api.documentation_sync import document_changes
from casestudies.api.envelope import quoted_digest, to_json
from casestudies.api.parameters import Text, Whole
from casestudies.enums import ChangeEvent, PartnerEvent
from casestudies.publication.chain import instant
from casestudies.queries.changes import LEFT_TOPIC, Change, Place, digest_at, events_after, log_at
from casestudies.queries.releases import may_read_releases

EVENTS = [*ChangeEvent.values, *PartnerEvent.values]
TOPIC = Text(
    r"[a-zA-Z0-9_\-]+",
    "a topic's slug",
    "Only case studies on this topic, by its slug; one that leaves the topic comes once more, as `topic.left`.",
    "creative-work",
)
EVENT = Text(
    "|".join(EVENTS).replace(".", r"\."),
    f"one of {', '.join(EVENTS)}",
    "Only this kind of change. What has to be taken down comes with every kind.",
    "case_study.corrected",
)
CURSOR = Text(
    r"[A-Za-z0-9_\-:.]+",
    "a cursor as “next” gives it",
    "Where to go on: opaque, taken from `cursor` or `next`. It never expires. Without one: from the first change.",
    "",
    longest=2_000,
)
LIMIT = Whole(1, 500, 100, "How many changes to answer with at most.")
QUERY = {"topic": TOPIC, "event": EVENT, "limit": LIMIT, "cursor": CURSOR}


class ChangeList(ApiView):
    query = QUERY

    @document_changes(QUERY)
    def get(self, request):
        filters = {name: self.given[name] for name in ("topic", "event") if name in self.given}
        reader = self.caller
        cursor = self.given.get("cursor")
        place, log = read_change_cursor(cursor, reader=reader, filters=filters) if cursor else (Place(), log_at(0))
        found = events_after(
            place,
            partner=self.caller.partner,
            limit=self.given.get("limit", LIMIT.default),
            upto=log.last,
            topic=filters.get("topic", ""),
            events=[filters["event"]] if "event" in filters else (),
            with_releases=may_read_releases(self.caller),
        )
        following = write_change_cursor(found.end, log, digest_at(found.end.sequence), reader=reader, filters=filters)
        kept = {**filters, **({"limit": self.given["limit"]} if "limit" in self.given else {}), "cursor": following}
        onward = f"{addresses.absolute(addresses.CHANGES)}?{urlencode(kept)}"
        body = to_json(
            {
                "results": [entry(change) for change in found.changes],
                "cursor": following,
                "has_more": found.has_more,
                "next": onward,
            }
        )
        headers = {"ETag": quoted_digest(body), "Link": links(next=onward)}
        return unchanged(request, headers) or answer(body, headers)


def entry(change: Change) -> dict[str, Any]:
    """One change as the API says it: what happened to which case study, and where to read what stands now."""
    told = change.data
    return {
        "id": f"{change.sequence}.{change.number}" if change.number else str(change.sequence),
        "sequence": change.sequence,
        "event": change.event,
        "at": instant(change.at),
        "case_study": {"uuid": str(change.case_uuid), "slug": change.slug},
        "edition": {"number": change.edition, "edition_digest": change.edition_digest} if change.edition else None,
        "tombstone": tombstone(change) if change.is_tombstone else None,
        "release": release_notice(told),
        "holding": told.get("holding"),
        "links": {
            "html": addresses.case_page(change.slug) if _is_public(change) else "",
            "api": addresses.case_study(change.slug) if _is_public(change) else "",
            "edition_api": addresses.edition(change.slug, change.edition) if change.edition and change.slug else "",
        },
    }


def release_notice(told: Mapping[str, Any]) -> dict[str, Any] | None:
    notice = told.get("release")
    return notice | {"api": addresses.release(notice["uuid"])} if notice else None


WHY = {
    ChangeEvent.WITHDRAWN: ("withdrawn", "Take every copy down, or show the notice in its place."),
    ChangeEvent.REDACTED: ("redacted", "Take down every copy of this edition."),
    PartnerEvent.COVERAGE_LOST: ("coverage", "Your licence for it has ended: take every copy down."),
    PartnerEvent.RELEASE_CANCELLED: ("release", "Delete the embargoed text: it is not to be published."),
    LEFT_TOPIC: ("topic", "It is on this topic no more: leave it out of what you keep of the topic."),
}


def tombstone(change: Change) -> dict[str, str]:
    why, what_to_do = WHY[change.event]
    return {"why": why, "what_to_do": what_to_do}


def _is_public(change: Change) -> bool:
    """Whether the change is of a text that the public has, and the partner may read."""
    of_partner = change.number > 0
    return bool(change.slug) and (not of_partner or change.edition is not None)
