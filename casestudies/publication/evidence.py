"""What is known of a document beside what it says: its sources, statements, original. None of it is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Original:
    """What is public of a translation's original: its current edition, None for none, and its address."""

    edition: int | None
    is_withdrawn: bool
    slug: str

    def is_ahead_of(self, follows: int | None) -> bool:
        """Whether there is an edition that the translation does not follow yet."""
        return self.edition is not None and (follows or 0) < self.edition


@dataclass(frozen=True)
class Evidence:
    """By source key: what its link answered, what its publisher did with it, which of its words were quoted.

    `links` holds `LinkState` values, `standings` `(SourceStanding value, note)`, and `verdicts` `Verdict` values by
    the key of a statement. What nobody asked about is not in it. `original` is that of a translation.
    """

    links: Mapping[str, str] = field(default_factory=dict)
    standings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    quoted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    original: Original | None = None


NOTHING_KNOWN = Evidence()
