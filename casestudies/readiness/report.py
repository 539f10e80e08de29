"""All checkers in the order in which an editor should hear them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casestudies.errors import Problem
from casestudies.publication.evidence import NOTHING_KNOWN, Evidence
from casestudies.readiness import checked, citations, figures, frame, headings, quotations, sources, translation
from casestudies.readiness.reading import Reading

Checker = Callable[[Reading], Iterator[Problem]]

# Each with what the public standards call it.
BLOCKING: tuple[tuple[str | Promise, Checker], ...] = (
    (_("No title, summary, licence, credited contributor or section, or an empty section"), frame.missing_parts),
    (_("A picture without a description in words"), figures.missing_alternatives),
    (_("A place for a figure that is not there"), figures.missing_figures),
    (_("A citation of a source that is not listed"), citations.unresolved_citations),
    (_("A paragraph, list, table or quotation of the record that cites no source"), citations.uncited_record),
    (_("A source whose page is known to be dangerous"), sources.dangerous_links),
    (_("A translation of an edition that its original does not have"), translation.unknown_editions),
)

# Each with what several of its warnings are called.
WARNING: tuple[tuple[str | Promise, Checker], ...] = (
    (_("Sources retracted or corrected"), sources.retracted),
    (_("Statements disputed"), checked.disputed_statements),
    (_("Translation behind its original"), translation.behind),
    (_("Parts missing"), frame.missed_parts),
    (_("Statements not checked"), checked.unchecked_statements),
    (_("Blocks of analysis without a citation"), citations.uncited_analysis),
    (_("Dead links"), sources.dead_links),
    (_("Quotations that no source is quoted with"), quotations.unsupported_quotations),
    (_("References never cited"), citations.never_cited),
    (_("Sources without an archived copy"), sources.unarchived),
    (_("Headings out of order"), headings.skipped_levels),
)


@dataclass(frozen=True)
class Group:
    """The warnings of one checker."""

    label: str
    problems: list[Problem]


def blockers(document: Mapping[str, Any], evidence: Evidence = NOTHING_KNOWN) -> list[Problem]:
    """Everything that must be mended before the draft can be approved or published; empty when it is ready."""
    reading = Reading(document, evidence)
    return [problem for _label, checker in BLOCKING for problem in checker(reading)]


def what_blocks() -> list[str]:
    """What keeps a text from being approved and published, one phrase a checker."""
    return [str(label) for label, _checker in BLOCKING]


def what_is_shown() -> list[str]:
    """What editors are shown before they publish, and may pass over, one phrase a checker."""
    return [str(label) for label, _checker in WARNING]


def warnings(document: Mapping[str, Any], evidence: Evidence = NOTHING_KNOWN) -> list[Problem]:
    """What to look at before publication; none of it stops anybody."""
    return [problem for group in warning_groups(document, evidence) for problem in group.problems]


def warning_groups(document: Mapping[str, Any], evidence: Evidence = NOTHING_KNOWN) -> list[Group]:
    """The same by checker, those without anything to say left out."""
    reading = Reading(document, evidence)
    groups = (Group(str(label), list(checker(reading))) for label, checker in WARNING)
    return [group for group in groups if group.problems]
