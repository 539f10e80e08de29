"""Which verdicts lapsed, and which statement of today says what each was given for."""

from collections.abc import Mapping, Sequence

from casestudies.models import Verification
from casestudies.publication.statements import CitedStatement

ALIKE = 0.5  # the share of words that two wordings of one statement have in common
MOST = 500  # lapsed verdicts looked at, the latest first


def lapsed_of(statements: Sequence[CitedStatement], verdicts: Mapping[str, Verification]) -> dict[str, Verification]:
    """For an open statement's key the lapsed verdict on what it said before; only where that can be told.

    A verdict on the very same words comes first (their evidence changed), then the most alike. No verdict stands for
    two statements. No query.
    """
    current = {one.key for one in statements}
    lapsed = sorted((row for key, row in verdicts.items() if key not in current), key=lambda row: row.at, reverse=True)
    open_ones = {one.key: _words(one.text) for one in statements if one.key not in verdicts}
    pairs = []
    for age, row in enumerate(lapsed[:MOST]):
        words = _words(row.text)
        for place, (key, others) in enumerate(open_ones.items()):
            likeness = _likeness(words, others)
            if likeness >= ALIKE:
                pairs.append((-likeness, age, place, key, row))
    found: dict[str, Verification] = {}
    taken: set[str] = set()
    for _, _, _, key, row in sorted(pairs, key=lambda pair: pair[:3]):
        if key not in found and row.statement_key not in taken:
            found[key] = row
            taken.add(row.statement_key)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what they share by all they have: 1 for the same words, 0 for none in common."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
