"""Fact-checking: what nobody checked, and what a checker disputes."""

from collections import Counter
from collections.abc import Iterator

from casestudies.enums import Verdict
from casestudies.errors import Problem
from casestudies.readiness.reading import Reading

MOST = 90


def unchecked_statements(reading: Reading) -> Iterator[Problem]:
    """One sentence for all of them: the checking screen lists each."""
    said = Counter(reading.evidence.verdicts.get(statement.key, "") for statement in reading.statements)
    total = len(reading.statements)
    unchecked = total - said[Verdict.CHECKED]
    if unchecked:
        verb = "statement is" if total == 1 else "statements are"
        yield Problem(f"{unchecked} of {total} {verb} not checked.", "checking")


def disputed_statements(reading: Reading) -> Iterator[Problem]:
    for statement in reading.statements:
        if reading.evidence.verdicts.get(statement.key) == Verdict.DISPUTED:
            yield Problem(f"A checker disputes: “{shortened(statement.text)}”", statement.place)


def shortened(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST].rsplit(' ', 1)[0]} …"
