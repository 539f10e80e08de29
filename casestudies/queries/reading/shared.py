"""The records that case studies share, as live editions carry them: never a row of the library.

Where editions say different things of a record, the one that was projected last is asked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Window
from django.db.models.functions import RowNumber

from casestudies.enums import TermKind
from casestudies.models import PublicState, PublishedTerm
from casestudies.queries.callers import Caller
from casestudies.queries.reading.beginnings import begins
from casestudies.queries.reading.cases import readable_by
from casestudies.queries.reading.order import ORDERS
from casestudies.queries.reading.wanted import Wanted, terms_wanted
from casestudies.queries.sandbox import lists as samples
from casestudies.queries.surroundings import Surroundings, as_received, surround, with_publication

MOST_CASES = 5  # named with a record


@dataclass(frozen=True)
class Shared:
    """A record, how many case studies carry it, and the latest changed of those."""

    key: str
    label: str
    detail: Mapping[str, Any]
    count: int
    cases: list[Surroundings] = field(default_factory=list)


@dataclass(frozen=True)
class SharedPage:
    """Records by key, and the key to go on from; empty at the end."""

    rows: list[Shared]
    end: str


def shared_records(kind: TermKind, caller: Caller, *, after: str = "", limit: int, prefix: str = "") -> SharedPage:
    """Up to `limit` records after a key; those whose key begins with `prefix`. Three queries."""
    if caller.is_sandbox:
        wanted = [one for one in _samples(kind) if one.key > after and one.key.startswith(prefix)]
        return SharedPage(wanted[:limit], wanted[limit - 1].key if len(wanted) > limit else "")
    terms = _terms(kind, caller).filter(key__gt=after)
    if prefix:
        terms = terms.filter(begins("key", prefix))
    counted = terms.values("key").annotate(count=Count("state"), newest=Max("pk")).order_by("key")[: limit + 1]
    found = {row["key"]: (row["newest"], row["count"]) for row in counted}
    keys = list(found)[:limit]
    newest = PublishedTerm.objects.in_bulk([found[key][0] for key in keys])
    cases = _cases(kind, keys, caller)
    rows = [
        Shared(key, newest[pk].label, newest[pk].detail, count, cases[key])
        for key, (pk, count) in ((key, found[key]) for key in keys)
        if pk in newest
    ]
    return SharedPage(rows, keys[-1] if len(found) > limit else "")


def shared_record(kind: TermKind, key: str, caller: Caller) -> Shared | None:
    """One record. Three queries."""
    if caller.is_sandbox:
        return next((one for one in _samples(kind) if one.key == key), None)
    found = _terms(kind, caller).filter(key=key).aggregate(count=Count("state"), newest=Max("pk"))
    term = PublishedTerm.objects.filter(pk=found["newest"]).first()
    return Shared(key, term.label, term.detail, found["count"], _cases(kind, [key], caller)[key]) if term else None


def framework_terms(caller: Caller, framework: str = "") -> list[Shared]:
    """Every term in use, or those of one framework in all its versions; without the case studies. Two queries."""
    if caller.is_sandbox:
        found = _samples(TermKind.FRAMEWORK_TERM)
        return [one for one in found if not framework or one.key.startswith(f"{framework}@")]
    terms = _terms(TermKind.FRAMEWORK_TERM, caller)
    if framework:
        terms = terms.filter(begins("key", f"{framework}@"))
    counted = {row["newest"]: row for row in terms.values("key").annotate(count=Count("state"), newest=Max("pk"))}
    rows = PublishedTerm.objects.filter(pk__in=list(counted)).order_by("key")
    return [Shared(row.key, row.label, row.detail, counted[row.pk]["count"]) for row in rows]


@dataclass(frozen=True)
class Classified:
    """A case study under a term."""

    page: Surroundings
    term: PublishedTerm


@dataclass(frozen=True)
class ClassifiedPage:
    """Classifications by term and case study, and the place to go on from; None at the end."""

    rows: list[Classified]
    end: tuple[str, int] | None


def classifications(
    caller: Caller, states: QuerySet[PublicState], wanted: Wanted, *, after: tuple[str, int] | None, limit: int
) -> ClassifiedPage:
    """Up to `limit` classifications of these case studies, under the wanted terms. Two queries; see `as_received`."""
    condition = terms_wanted(wanted, "key")
    terms = PublishedTerm.objects.filter(condition, kind=TermKind.FRAMEWORK_TERM, state__in=states.order_by())
    if after:
        key, state = after
        terms = terms.filter(key__gte=key).exclude(key=key, state_id__lte=state)
    found = list(terms.order_by("key", "state_id")[: limit + 1])
    rows = found[:limit]
    there = _pages({term.state_id for term in rows}, states)
    pages = {page.state.pk: page for page in as_received(list(there.values()), caller)}
    end = (rows[-1].key, rows[-1].state_id) if len(found) > limit else None
    return ClassifiedPage([Classified(pages[term.state_id], term) for term in rows if term.state_id in pages], end)


def sample_classifications(wanted: Wanted) -> ClassifiedPage:
    """The same of the samples, all at once."""
    rows = []
    for state in samples.listed(wanted, ORDERS["-changed"], "", None):
        for term in samples.terms_of(state, TermKind.FRAMEWORK_TERM):
            if samples.is_wanted(term.key, wanted):
                row = PublishedTerm(key=term.key, label=term.label, detail=term.detail)
                rows.append(Classified(surround(state, state.edition), row))
    return ClassifiedPage(rows, None)


def resting_on(key: str, caller: Caller, *, after: int = 0, limit: int) -> tuple[list[Surroundings], int]:
    """Up to `limit` case studies that use a source, and the row to go on from; 0 at the end. One query."""
    if caller.is_sandbox:
        record = next((one for one in _samples(TermKind.SOURCE) if one.key == key), None)
        return record.cases if record else [], 0
    uses = PublishedTerm.objects.filter(kind=TermKind.SOURCE, key=key).order_by().values("state_id")
    states = with_publication(readable_by(caller).filter(pk__in=uses, pk__gt=after)).order_by("id")
    found = [surround(state, state.edition) for state in states[: limit + 1]]
    return found[:limit], found[limit - 1].state.pk if len(found) > limit else 0


def _samples(kind: TermKind) -> list[Shared]:
    return [
        Shared(key, term.label, term.detail, len(states), [surround(state, state.edition) for state in states])
        for key, (term, states) in samples.shared(kind).items()
    ]


def _terms(kind: TermKind, caller: Caller) -> QuerySet[PublishedTerm]:
    return PublishedTerm.objects.filter(kind=kind, state__in=readable_by(caller).order_by()).order_by()


def _cases(kind: TermKind, keys: Collection[str], caller: Caller) -> dict[str, list[Surroundings]]:
    """For each key the latest changed case studies that carry it. Two queries."""
    place = Window(RowNumber(), partition_by="key", order_by=[F("state__changed_at").desc(), F("state_id").desc()])
    rows = _terms(kind, caller).filter(key__in=keys).annotate(place=place).filter(place__lte=MOST_CASES)
    uses = [(term.key, term.state_id) for term in rows.order_by("key", "place")]
    pages = _pages({state for _, state in uses}, readable_by(caller))
    found: dict[str, list[Surroundings]] = defaultdict(list)
    for key, state in uses:
        if state in pages:
            found[key].append(pages[state])
    return found


def _pages(ids: Collection[int], states: QuerySet[PublicState]) -> dict[int, Surroundings]:
    return {state.pk: surround(state, state.edition) for state in with_publication(states.filter(pk__in=ids))}
