"""The samples' story, as “changes” and webhooks tell it: every kind of change, in the order in which it happened.

What an entry says is what the samples are: whoever follows it to the end and reads what it names finds it so.

Entries and cursors are numbered by their place, and partners' tests rely on both: what is added happens after all that
is told already. A table in the tests holds every entry.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from casestudies.enums import EVENT_OF_KIND, REMOVALS, ChangeEvent, EditionKind, PartnerEvent
from casestudies.models import Edition, Holding, Release
from casestudies.publication.chain import instant
from casestudies.queries.changes import LEFT_TOPIC, Change
from casestudies.queries.holdings import is_stale, notice_of
from casestudies.queries.sandbox.offers import sample_holdings
from casestudies.queries.sandbox.releases import (
    CANCELLED_AT,
    CANCELLED_RELEASE,
    PUBLISHED_RELEASE,
    RELEASE,
    RELEASE_MOVED_AT,
    TAKEN_BACK,
    UNTIL_BEFORE,
    sample_releases,
)
from casestudies.queries.sandbox.states import (
    CORRECTED,
    GAINED,
    LIVE,
    LOST,
    LOST_AT,
    MOVED_AT,
    OLD_LIVE,
    REDACTED,
    REDACTED_AT,
    REINSTATED,
    REINSTATED_AT,
    RELEASED,
    RELEASED_AT,
    UPDATED,
    WITHDRAWN,
    WITHDRAWN_AT,
    on_day,
    samples,
)
from casestudies.queries.sandbox.texts import uuid_of

OWN = frozenset(PartnerEvent.values)
# What of a partner's own comes whatever topic it follows.
OF_ANY_TOPIC = OWN - {PartnerEvent.COVERAGE_GAINED.value}
# How long after a copy became wrong its partner was reminded.
SOON = timedelta(minutes=5)
# The samples of events are taken from what happened until then, so that what is added later changes none of them.
TOLD_AT_FIRST = on_day(17)


@dataclass(frozen=True)
class Told:
    """A change, with the topics that the case study is on, and those that it left with it."""

    change: Change
    topics: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()


@cache
def story() -> list[Told]:
    """From the first change to the last, numbered as a partner is told them."""
    public = [
        *(_published(slug, edition) for slug in (LIVE, CORRECTED, WITHDRAWN, REDACTED) for edition in _editions(slug)),
        *(_published(slug, edition) for slug in (UPDATED, REINSTATED, LOST, RELEASED) for edition in _editions(slug)),
        _notice(ChangeEvent.WITHDRAWN, REINSTATED, on_day(6.5)),
        _notice(ChangeEvent.REINSTATED, REINSTATED, REINSTATED_AT),
        _notice(ChangeEvent.WITHDRAWN, WITHDRAWN, WITHDRAWN_AT),
        _notice(ChangeEvent.REDACTED, REDACTED, REDACTED_AT),
        _notice(ChangeEvent.MOVED, LIVE, MOVED_AT),
    ]
    own = [*_of_releases(), *map(_reminder, filter(is_stale, sample_holdings())), *_of_coverage()]
    made, sequence, number = [], 0, 0
    # Of what happened at once, the public's stands first.
    for told in sorted([*public, *own], key=lambda told: (told.change.at, told.change.event in OWN)):
        is_own = told.change.event in OWN
        sequence, number = (sequence, number + 1) if is_own else (sequence + 1, number)
        change = replace(told.change, sequence=sequence, number=number if is_own else 0)
        made.append(replace(told, change=change))
    return made


def told_to(told: Told, *, topic: str, event: str, with_releases: bool) -> Change | None:
    """A change as somebody is told it who follows a topic or one kind of event; None where it is left out.

    As `queries.changes` does: what has to be taken down comes whatever is asked for.
    """
    change = told.change
    if change.event.startswith("release.") and not with_releases:
        return None
    if topic and topic in told.left and change.event not in REMOVALS:
        return replace(change, event=LEFT_TOPIC, is_tombstone=True)
    if change.is_tombstone:
        return change
    is_of_topic = not topic or topic in told.topics or change.event in OF_ANY_TOPIC
    return change if is_of_topic and event in ("", change.event) else None


def sample_change(event: str) -> Change:
    """The last of one kind that was told at first, else its first; `topic.left` too; of stale copies a corrected one.

    Raises KeyError for a kind that there is not.
    """
    if event == LEFT_TOPIC:
        left = next(told for told in story() if told.left)
        return replace(left.change, event=LEFT_TOPIC, is_tombstone=True)
    changes = [told.change for told in story()]
    typical = [one for one in changes if one.data.get("holding", {"standing": "corrected"})["standing"] == "corrected"]
    at_first = [change for change in typical if change.at <= TOLD_AT_FIRST]
    return {change.event: change for change in [*typical[::-1], *at_first]}[event]


def _editions(slug: str) -> tuple[Edition, ...]:
    """The first first."""
    return samples()[slug].editions[::-1]


def _published(slug: str, edition: Edition) -> Told:
    topics = _topics(edition)
    before = next((_topics(one) for one in _editions(slug) if one.number == edition.number - 1), topics)
    event = EVENT_OF_KIND[EditionKind(edition.kind)]
    change = _change(event, edition.published_at, slug, edition)
    return Told(replace(change, slug=OLD_LIVE if slug == LIVE else slug), topics, before - topics)


def _notice(event: ChangeEvent, slug: str, at: datetime) -> Told:
    edition = samples()[slug].state.edition
    return Told(_change(event, at, slug, edition), _topics(edition))


def _of_releases() -> list[Told]:
    uuids = (PUBLISHED_RELEASE, CANCELLED_RELEASE, RELEASE)
    published, cancelled, offered = (sample_releases()[uuid] for uuid in uuids)
    return [
        _of_release(PartnerEvent.RELEASE_OFFERED, published, published.offered_at),
        _of_release(PartnerEvent.RELEASE_PUBLISHED, published, RELEASED_AT),
        _of_release(PartnerEvent.RELEASE_OFFERED, cancelled, cancelled.offered_at),
        _of_release(PartnerEvent.RELEASE_CANCELLED, cancelled, CANCELLED_AT, because=TAKEN_BACK),
        _of_release(PartnerEvent.RELEASE_OFFERED, offered, offered.offered_at, until=UNTIL_BEFORE),
        _of_release(PartnerEvent.RELEASE_MOVED, offered, RELEASE_MOVED_AT),
    ]


def _of_release(
    event: PartnerEvent, release: Release, at: datetime, *, because: str = "", until: datetime | None = None
) -> Told:
    """Nothing of the text, but of one that is public."""
    ends = until or release.embargoed_until
    notice = {
        "uuid": str(release.uuid),
        "embargoed_until": instant(ends) if ends else None,
        "because": because,
        "replaced_by": "",
    }
    is_public = event == PartnerEvent.RELEASE_PUBLISHED
    change = _change(event, at, release.slug, release.edition if is_public else None, {"release": notice})
    return Told(change if is_public else replace(change, slug=""))


def _reminder(holding: Holding) -> Told:
    row: Any = holding
    state = holding.case_study.public_state
    edition = None if row.lost_at else state.edition
    at, data = row.behind_since + SOON, {"holding": notice_of(holding)}
    return Told(_change(PartnerEvent.HOLDING_STALE, at, state.slug, edition, data))


def _of_coverage() -> list[Told]:
    edition = samples()[GAINED].state.edition
    return [
        Told(_change(PartnerEvent.COVERAGE_GAINED, on_day(15), GAINED, edition), _topics(edition)),
        Told(_change(PartnerEvent.COVERAGE_LOST, LOST_AT, LOST, None)),
    ]


def _topics(edition: Edition) -> frozenset[str]:
    return frozenset(topic["slug"] for topic in edition.rendering.card["topics"])


def _change(event: str, at: datetime, slug: str, edition: Edition | None, data: dict[str, Any] | None = None) -> Change:
    """Not numbered yet."""
    return Change(
        sequence=0,
        number=0,
        event=str(event),
        case_uuid=uuid_of(slug),
        slug=slug,
        edition=edition.number if edition else None,
        edition_digest=edition.edition_digest if edition else "",
        at=at,
        is_tombstone=event in REMOVALS,
        data=data or {},
    )
