"""The samples of every kind of change, as “changes” and webhooks tell them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from casestudies.enums import REMOVALS, ChangeEvent, PartnerEvent
from casestudies.publication.chain import instant
from casestudies.queries.changes import LEFT_TOPIC, Change
from casestudies.queries.sandbox.offers import EMBARGOED, RELEASE, sample_release
from casestudies.queries.sandbox.states import CORRECTED, LIVE, START, samples


def sample_changes() -> list[Change]:
    """One of each kind, in an order that could have happened."""
    events = [*ChangeEvent.values, *PartnerEvent.values]
    return [_change(number, event) for number, event in enumerate(events, start=1)]


def sample_change(event: str) -> Change:
    """The sample of one kind, `topic.left` too. Raises KeyError for a kind that there is not."""
    if event == LEFT_TOPIC:
        return replace(_change(1, ChangeEvent.UPDATED), event=LEFT_TOPIC, is_tombstone=True)
    return {change.event: change for change in sample_changes()}[event]


def _change(number: int, event: str) -> Change:
    slug = CORRECTED if event == ChangeEvent.CORRECTED else LIVE
    sample = samples()[slug]
    told = _told(event)
    is_release = event.startswith("release.")
    edition = None if is_release else sample.editions[0]
    return Change(
        sequence=number,
        number=0 if event in ChangeEvent.values else number,
        event=event,
        case_uuid=sample_release().case_study.uuid if is_release else sample.state.uuid,
        slug=EMBARGOED if is_release else slug,
        edition=edition.number if edition else None,
        edition_digest=edition.edition_digest if edition else "",
        at=START + timedelta(days=20, minutes=number),
        is_tombstone=event in REMOVALS,
        data=told,
    )


def _told(event: str) -> dict[str, Any]:
    if event.startswith("release."):
        notice: dict[str, Any] = {
            "uuid": str(RELEASE),
            "embargoed_until": instant(START + timedelta(days=3650)),
            "because": "" if event == PartnerEvent.RELEASE_OFFERED else "A sample.",
            "replaced_by": "",
        }
        return {"release": notice}
    if event.startswith("holding."):
        stale: dict[str, Any] = {
            "url": "https://partner.example/sample",
            "edition": 1,
            "standing": "corrected",
            "newest_edition": 2,
            "stale_since": instant(START + timedelta(days=12)),
            "what_to_do": "Put edition 2 in its place, or show its correction beside your text; then report it.",
        }
        return {"holding": stale}
    return {}
