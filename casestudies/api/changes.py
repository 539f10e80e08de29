"""The changes: what was published, corrected, withdrawn or left a partner's coverage, in order, exactly once."""

from urllib.parse import urlencode

from casestudies.api import addresses
from casestudies.api.base import ApiView, answer, links, unchanged
from casestudies.api.change_cursors import read_change_cursor, write_change_cursor
from casestudies.api.envelope import quoted_digest, to_json
from casestudies.api.examples.sync import CURSOR as EXAMPLE
from casestudies.api.known_names import refuse_strange
from casestudies.api.operations.sync import document_changes
from casestudies.api.parameters import OneOf, Text, Whole
from casestudies.api.sample_changes import sample_page
from casestudies.enums import ChangeEvent, PartnerEvent
from casestudies.queries.change_entry import change_entry
from casestudies.queries.changes import Place, digest_at, events_after, log_at
from casestudies.queries.releases import may_read_releases

EVENTS = [*ChangeEvent.values, *PartnerEvent.values]
TOPIC = Text(
    r"[a-zA-Z0-9_\-]+",
    "a topic's slug",
    "Only case studies on this topic, by its slug; one that leaves the topic comes once more, as `topic.left`. A topic "
    "of no change is refused, unless a cursor goes on with it.",
    "creative-work",
)
EVENT = OneOf(
    tuple(EVENTS),
    "Only this kind of change. What has to be taken down comes with every kind.",
    "case_study.corrected",
)
CURSOR = Text(
    r"[A-Za-z0-9_\-:.]+",
    "a cursor as “next” gives it",
    "Where to go on: opaque, taken from `cursor` or `next`. It never expires. Without one: from the first change.",
    EXAMPLE,
    longest=2_000,
)
LIMIT = Whole(1, 500, 100, "How many changes to answer with at most.")
QUERY = {"topic": TOPIC, "event": EVENT, "limit": LIMIT, "cursor": CURSOR}


class ChangeList(ApiView):
    query = QUERY
    has_samples = True

    @document_changes(QUERY)
    def get(self, request):
        filters = {name: self.given[name] for name in ("topic", "event") if name in self.given}
        refuse_strange(self.caller, self.given, found=False)
        if self.caller.is_sandbox:
            entries, cursor, goes_on = sample_page(self.given, self.given.get("limit", LIMIT.default), self.caller)
            return self._answer(entries, cursor, goes_on, filters)
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
        entries = [change_entry(change) for change in found.changes]
        return self._answer(entries, following, found.has_more, filters)

    def _answer(self, entries, cursor, goes_on, filters):
        kept = {**filters, **({"limit": self.given["limit"]} if "limit" in self.given else {}), "cursor": cursor}
        onward = f"{addresses.absolute(addresses.CHANGES)}?{urlencode(kept)}"
        body = to_json({"results": entries, "cursor": cursor, "has_more": goes_on, "next": onward})
        headers = {"ETag": quoted_digest(body), "Link": links(next=onward)}
        return unchanged(self.request, headers) or answer(body, headers)
