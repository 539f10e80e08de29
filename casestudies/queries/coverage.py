"""How live case studies spread over frameworks, places and years: counts alone, and what the terms are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Value
from django.db.models.functions import ExtractYear, StrIndex, Substr

from casestudies.enums import TermKind
from casestudies.models import PublishedTerm
from casestudies.queries.editions import live


@dataclass(frozen=True)
class Cell:
    """So many case studies with what stands in the row and in the column; a year is None where there is no date."""

    row: str
    column: Any
    count: int


@dataclass(frozen=True)
class Term:
    """A framework's term as the live edition carries it that was projected last."""

    key: str
    label: str
    framework: dict[str, Any]
    broader: list[dict[str, str]]


def place_years() -> list[Cell]:
    """Case studies by jurisdiction and year of the event. One query."""
    return _cells(_terms(TermKind.JURISDICTION), row="key", column=ExtractYear("state__event_date"))


def framework_years() -> list[Cell]:
    """Case studies by framework, whatever its version, and year; each once. One query."""
    terms = _terms(TermKind.FRAMEWORK_TERM).annotate(framework=_FRAMEWORK)
    return _cells(terms, row="framework", column=ExtractYear("state__event_date"))


def term_years(framework: str) -> list[Cell]:
    """Case studies by term of a framework, in all its versions, and year. One query."""
    return _cells(_of_framework(framework), row="key", column=ExtractYear("state__event_date"))


def term_places(framework: str) -> list[Cell]:
    """Case studies by term of a framework, in all its versions, and jurisdiction. One query."""
    placed = _of_framework(framework).filter(state__terms__kind=TermKind.JURISDICTION)
    return _cells(placed, row="key", column=F("state__terms__key"))


def frameworks_in_use() -> list[Term]:
    """One term of each framework that live editions use, the one projected last. One query."""
    newest = _terms(TermKind.FRAMEWORK_TERM).annotate(framework=_FRAMEWORK).values("framework")
    return _described(newest.annotate(newest=Max("pk")).values("newest"))


def framework_terms(framework: str) -> list[Term]:
    """The terms of a framework that live editions use, in all its versions. One query."""
    newest = _of_framework(framework).values("key").annotate(newest=Max("pk")).values("newest")
    return _described(newest)


# What stands before the @ of a term's key.
_FRAMEWORK = Substr("key", 1, StrIndex("key", Value("@")) - 1)


def _terms(kind: TermKind) -> QuerySet[PublishedTerm]:
    return PublishedTerm.objects.filter(kind=kind, state__in=live().order_by()).order_by()


def _of_framework(framework: str) -> QuerySet[PublishedTerm]:
    return _terms(TermKind.FRAMEWORK_TERM).filter(key__startswith=f"{framework}@")


def _cells(terms: QuerySet[PublishedTerm], *, row: str, column: Any) -> list[Cell]:
    counted = terms.values(row_key=F(row), column_key=column).annotate(count=Count("state", distinct=True))
    rows: Iterable[tuple[str, Any, int]] = counted.values_list("row_key", "column_key", "count")
    return [Cell(*found) for found in rows]


def _described(newest: Any) -> list[Term]:
    rows = PublishedTerm.objects.filter(pk__in=newest).order_by("key")
    return [Term(row.key, row.label, row.detail["framework"], row.detail.get("broader") or []) for row in rows]
