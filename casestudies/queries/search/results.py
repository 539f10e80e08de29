"""A page of search: what was found, what each result quotes, and help where nothing was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Max, Q

from casestudies.enums import Facet, Sort
from casestudies.models import PublicState, SearchFacet
from casestudies.queries.editions import PAGE_SIZE, cards, live
from casestudies.queries.search.find import Count, Result, find
from casestudies.queries.search.forms import with_forms
from casestudies.queries.search.help import without_each
from casestudies.queries.search.language import Part, Query, parse
from casestudies.queries.search.narrowing import Narrowing
from casestudies.queries.search.passages import Quoted, quote
from casestudies.queries.search.spelling import corrected

DEEPEST_RESULT = 1_000


@dataclass(frozen=True)
class SearchPage:
    """Rows in order (public states with edition and card), and what stands around them.

    `instead` is the text of the query that was answered in place of the one asked, whose words are in no case.
    `labels` names the chosen values, as live editions do. `shorter` are the queries that would find something: what is
    left out, the text without it, how many.
    """

    rows: Sequence[PublicState]
    quotes: Mapping[int, Quoted]
    total: int
    number: int
    unnarrowed: int
    without: Mapping[Facet, int]
    counts: Mapping[Facet, Sequence[Count]]
    labels: Mapping[tuple[Facet, str], str]
    instead: str = ""
    shorter: Sequence[tuple[str, str, int]] = field(default_factory=tuple)

    @property
    def pages(self) -> int:
        """How many pages there are, of those that are shown."""
        return max(1, -(-min(self.total, DEEPEST_RESULT) // PAGE_SIZE))


def search(text: str, narrowed: Narrowing, *, sort: Sort, number: int = 1) -> SearchPage:
    """Page `number` of what matches. At most five queries where something matches, nine where nothing does."""
    query = with_forms(parse(text))
    result = find(query, narrowed, sort=sort, number=number)
    instead, shorter = "", []
    if query.wanted and not result.unnarrowed:
        other = corrected(query)
        if other is not None:
            other = with_forms(other)
            found = find(other, narrowed, sort=sort, number=number)
            if found.unnarrowed:
                query, result, instead = other, found, other.text
        if not instead:
            shorter = [(_said(part), rest.text, cases) for part, rest, cases in without_each(query)]
    rows = _rows(result)
    return SearchPage(
        rows=rows,
        quotes=quote([row.pk for row in rows], query),
        total=result.total,
        number=number,
        unnarrowed=result.unnarrowed,
        without=result.without,
        counts=result.counts,
        labels=_labels(narrowed) if narrowed else {},
        instead=instead,
        shorter=shorter,
    )


def _rows(result: Result) -> list[PublicState]:
    states = {state.pk: state for state in cards(live().filter(pk__in=result.states))}
    return [states[pk] for pk in result.states if pk in states]


def _labels(narrowed: Narrowing) -> dict[tuple[Facet, str], str]:
    chosen = reduce(or_, (Q(facet=facet, value__in=values) for facet, values in narrowed.chosen.items()))
    rows = SearchFacet.objects.filter(chosen, state__in=live()).values("facet", "value").annotate(name=Max("label"))
    return {(Facet(facet), value): name for facet, value, name in rows.values_list("facet", "value", "name")}


def _said(part: Part) -> str:
    return Query(wanted=(part,)).text
