"""What is known of a document's sources and statements beside what the document says: none of it is published text."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Evidence:
    """By source key: what its link answered, what its publisher did with it, which of its words were quoted.

    `links` holds `LinkState` values, `standings` `(SourceStanding value, note)`, and `verdicts` `Verdict` values by
    the key of a statement. What nobody asked about is not in it.
    """

    links: Mapping[str, str] = field(default_factory=dict)
    standings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    quoted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Evidence()
