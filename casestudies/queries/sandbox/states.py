"""The samples: what is live, updated, corrected, withdrawn, reinstated, redacted, moved, and what coverage does to it.

Their times are those of the changes in `events.py`: together they are one story.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from casestudies.enums import EditionKind, PublicStatus
from casestudies.models import Edition, PublicState
from casestudies.publication.canonical import canonical_text
from casestudies.queries.sandbox.editions import Published, Sample, annotate, make_sample
from casestudies.queries.sandbox.texts import sample_text

START = datetime(2025, 3, 17, 9, 0, tzinfo=UTC)
LIVE, CORRECTED, WITHDRAWN, REDACTED = "sample-live", "sample-corrected", "sample-withdrawn", "sample-redacted"
UPDATED, REINSTATED, RELEASED = "sample-updated", "sample-reinstated", "sample-released"
GAINED, LOST = "sample-gained", "sample-lost"
OLD_LIVE = "sample-old-address"
OLD_SLUGS = {OLD_LIVE: LIVE}
FORMER_TOPIC = "sample-former-topic"
REASON = "A sample: the text rested on a source that was withdrawn."


def on_day(number: float) -> datetime:
    return START + timedelta(days=number)


REINSTATED_AT, RELEASED_AT = on_day(7), on_day(8)
WITHDRAWN_AT, REDACTED_AT, CORRECTED_AT = on_day(10), on_day(11), on_day(12)
UPDATED_AT, MOVED_AT, LOST_AT = on_day(13), on_day(14), on_day(16)


@cache
def samples() -> dict[str, Sample]:
    """Every sample by slug, also what the partner may not read any more. Made once a process."""
    made = [
        make_sample(1, LIVE, [_first(LIVE, "a chatbot at the counter", "2025-03-10", on_day(1))], changed_at=MOVED_AT),
        make_sample(2, CORRECTED, _corrected()),
        make_sample(
            3,
            WITHDRAWN,
            [_first(WITHDRAWN, "a withdrawn text", "2024-05-02", on_day(3))],
            changed_at=WITHDRAWN_AT,
        ),
        make_sample(
            4,
            REDACTED,
            [_first(REDACTED, "a text removed for a legal reason", "2024-06-02", on_day(4))],
            changed_at=REDACTED_AT,
        ),
        make_sample(5, UPDATED, _updated()),
        make_sample(
            6,
            REINSTATED,
            [_first(REINSTATED, "a text that stands again", "2024-03-04", on_day(5))],
            changed_at=REINSTATED_AT,
        ),
        make_sample(7, LOST, [_first(LOST, "a text that left your coverage", "2024-02-05", on_day(5.5))]),
        make_sample(8, RELEASED, [_first(RELEASED, "a text that was under embargo", "2024-09-12", RELEASED_AT)]),
        make_sample(9, GAINED, [_first(GAINED, "a text that came into your coverage", "2024-01-08", on_day(6))]),
    ]
    by_slug = {sample.state.slug: sample for sample in made}
    gone, removed = by_slug[WITHDRAWN].state, by_slug[REDACTED]
    gone.status = PublicStatus.WITHDRAWN
    gone.withdrawal = {"reason": REASON, "at": WITHDRAWN_AT.isoformat()}
    for row in (removed.state, *removed.editions):
        annotate(row, is_redacted=True)
    return by_slug


def state_at(slug: str) -> PublicState | None:
    """What may be read at an address."""
    sample = samples().get(slug)
    return sample.state if sample and slug != LOST else None


def editions_of(state: PublicState) -> tuple[Edition, ...]:
    return samples()[state.slug].editions


def live_states() -> list[PublicState]:
    """What lists show."""
    states = (sample.state for sample in samples().values())
    return [state for state in states if state.status == PublicStatus.LIVE and state.slug not in (REDACTED, LOST)]


def document_of(state: PublicState) -> dict[str, Any]:
    """The text of the current edition, in the snapshot's shape."""
    return samples()[state.slug].documents[state.edition.pk]


def is_sample(edition: Edition) -> bool:
    return edition.pk is not None and edition.pk < 0


def texts_of_sample(edition: Edition, columns: Collection[str]) -> dict[str, Any]:
    """Large columns of the rendering; `content` is the edition's own bytes."""
    found = {name: getattr(edition.rendering, name) for name in columns if name != "content"}
    return found | ({"content": canonical_text(document_of_sample(edition))} if "content" in columns else {})


def document_of_sample(edition: Edition) -> dict[str, Any]:
    """The text of any edition of a sample, in the snapshot's shape."""
    documents = {pk: document for sample in samples().values() for pk, document in sample.documents.items()}
    return documents[edition.pk]


def _first(slug: str, called: str, day: str, at: datetime) -> Published:
    return Published(sample_text(slug, f"Sample: {called}", day), at)


def _corrected() -> list[Published]:
    called, day, topics = "Sample: a corrected text", "2024-11-26", ["sample-correction"]
    found = "By Friday fourteen residents had asked it about parking."
    return [
        Published(sample_text(CORRECTED, called, day, topics=topics), on_day(2)),
        Published(
            sample_text(CORRECTED, called, day, topics=topics, found=found),
            CORRECTED_AT,
            EditionKind.CORRECTION,
            "Fourteen residents had asked, not forty.",
        ),
    ]


def _updated() -> list[Published]:
    """The second edition is on one topic less."""
    called, day = "Sample: an updated text", "2024-10-21"
    found = "By Friday forty residents had asked it about parking, and ten about dogs."
    return [
        Published(sample_text(UPDATED, called, day, topics=["sample-topic", FORMER_TOPIC]), on_day(4.5)),
        Published(
            sample_text(UPDATED, called, day, found=found), UPDATED_AT, EditionKind.UPDATE, "What they asked besides."
        ),
    ]


def sample_address(name: str) -> str | None:
    """The present address of a sample that is named by its UUID, or by an address that it had."""
    by_uuid = {str(sample.state.uuid): slug for slug, sample in samples().items()}
    return OLD_SLUGS.get(name) or by_uuid.get(name.lower())
