"""What was said of a draft's statements: the verdicts that stand, and how far the checking got.

A verdict belongs to a statement's key. It stands as long as the draft says what was checked, wherever it says it; a
verdict whose key the draft no longer has lapsed by itself, and comes back should the old words come back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casestudies.enums import Verdict
from casestudies.models import CaseStudy, Checker, CheckRequest, Verification
from casestudies.publication.statements import CitedStatement, statements_of
from casestudies.queries.staff import name_of

Verdicts = Mapping[str, Verification]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many statements there are, and what was said of them. A statement counts at every place."""

    statements: int = 0
    checked: int = 0
    disputed: int = 0
    asked: int = 0

    @property
    def open(self) -> int:
        """Those of which nothing was said."""
        return self.statements - self.checked - self.disputed - self.asked

    @property
    def is_complete(self) -> bool:
        """Whether every statement is checked; False where there is nothing to check."""
        return 0 < self.statements == self.checked


def verdicts_of(case_study: CaseStudy) -> dict[str, Verification]:
    """Every verdict on record by its statement's key, lapsed ones too. One query."""
    rows = Verification.objects.filter(case_study=case_study).select_related("by", "request")
    return {row.statement_key: row for row in rows}


def verdicts_of_all(case_studies: Iterable[CaseStudy]) -> dict[int, dict[str, Verification]]:
    """The same for many, by the row ids of the case studies; each has an entry. One query."""
    found: dict[int, dict[str, Verification]] = {case_study.pk: {} for case_study in case_studies}
    for row in Verification.objects.filter(case_study__in=found).select_related("by", "request"):
        found[row.case_study_id][row.statement_key] = row
    return found


def progress(document: Mapping[str, Any], verdicts: Verdicts) -> Progress:
    """How far the checking of a snapshot document got."""
    return progress_of(statements_of(document), verdicts)


def progress_of(statements: Sequence[CitedStatement], verdicts: Verdicts) -> Progress:
    """The same, where the statements are known already."""
    said = Counter(verdicts[one.key].verdict for one in statements if one.key in verdicts)
    return Progress(
        statements=len(statements),
        checked=said[Verdict.CHECKED],
        disputed=said[Verdict.DISPUTED],
        asked=said[Verdict.ASKED],
    )


def progress_of_all(documents: Mapping[int, Mapping[str, Any]]) -> dict[int, Progress]:
    """The progress of many drafts, given as the latest document by the case study's row id. One query."""
    verdicts = verdicts_of_all(CaseStudy(pk=pk) for pk in documents)
    return {pk: progress(document, verdicts[pk]) for pk, document in documents.items()}


def mark_of(verification: Verification | None) -> str:
    """A mark that is another as soon as somebody says something else; "" where nothing was said."""
    return f"{verification.verdict} {verification.at.isoformat()}" if verification else ""


def checker_name(checker: Checker) -> str:
    """The name that the desk knows a checker by."""
    if isinstance(checker, CheckRequest):
        return checker.name
    return name_of(checker)


def fact_check_summary(case_study: CaseStudy, document: Mapping[str, Any]) -> dict[str, Any]:
    """What an edition freezes of the checking of its text.

    `statements` and `checked` count every place; `marks` are the keys of what is checked; `checkers` the names of
    those who checked it and agreed to be named. One query.
    """
    statements, verdicts = statements_of(document), verdicts_of(case_study)
    ticks = {
        one.key: verdicts[one.key]
        for one in statements
        if one.key in verdicts and verdicts[one.key].verdict == Verdict.CHECKED
    }
    named = {checker_name(tick.checker) for tick in ticks.values() if tick.checker.agrees_to_be_named}
    return {
        "statements": len(statements),
        "checked": sum(one.key in ticks for one in statements),
        "checkers": sorted(named),
        "marks": sorted(ticks),
    }
