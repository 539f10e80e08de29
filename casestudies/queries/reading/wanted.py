"""Which live case studies are wanted, as conditions of the database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from casestudies.enums import Facet, TermKind
from casestudies.models import PublicState, PublishedTerm, SearchFacet
from casestudies.queries.reading.beginnings import begins, ends
from casestudies.queries.search.narrowing import Narrowing


@dataclass(frozen=True)
class Wanted:
    """All must hold; within a facet, within `terms`, `sources` and `frameworks` any one will do.

    A term is `framework/term` in whatever version, or `framework@version/term`. What is `since` is included, what is
    `before` is not.
    """

    narrowed: Narrowing = field(default_factory=Narrowing)
    terms: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    updated_since: datetime | None = None
    updated_before: datetime | None = None
    published_since: datetime | None = None
    published_before: datetime | None = None
    event_since: date | None = None
    event_before: date | None = None


def wanted_of(states: QuerySet[PublicState], wanted: Wanted) -> QuerySet[PublicState]:
    """Those that are wanted; no row twice. Adds no query."""
    for condition in _conditions(wanted):
        states = states.filter(condition)
    return states


def _conditions(wanted: Wanted) -> Iterable[Q]:
    chosen = wanted.narrowed.chosen
    for facet in wanted.narrowed.facets:
        if facet not in (Facet.PARTY, Facet.ROLE):
            yield _carries(Q(facet=facet, value__in=chosen[facet]))
    parties = Q(value__in=chosen[Facet.PARTY]) if Facet.PARTY in chosen else Q()
    roles = Q(also__in=chosen[Facet.ROLE]) if Facet.ROLE in chosen else Q()
    if parties or roles:
        # The party in that role: one row has to say both.
        yield _carries(Q(facet=Facet.PARTY) & parties & roles)
    if wanted.terms:
        yield _carries(Q(facet=Facet.TERM) & terms_wanted(Wanted(terms=wanted.terms), "value"))
    if wanted.frameworks:
        yield _carries(Q(facet=Facet.TERM) & terms_wanted(Wanted(frameworks=wanted.frameworks), "value"))
    if wanted.sources:
        rows = PublishedTerm.objects.filter(kind=TermKind.SOURCE, key__in=wanted.sources)
        yield Q(pk__in=rows.order_by().values("state_id"))
    yield from _dates(wanted)


def _carries(condition: Q) -> Q:
    return Q(pk__in=SearchFacet.objects.filter(condition).values("state_id"))


def terms_wanted(wanted: Wanted, column: str) -> Q:
    """That a column holds the key of a wanted term, of a wanted framework; true where none is wanted."""
    terms = reduce(or_, (_term(term, column) for term in wanted.terms), Q())
    return terms & reduce(or_, (_framework(one, column) for one in wanted.frameworks), Q())


def _term(term: str, column: str) -> Q:
    framework, _, key = term.partition("/")
    if "@" in framework:
        return Q(**{column: term})
    return Q(begins(column, f"{framework}@")) & Q(ends(column, f"/{key}"))


def _framework(framework: str, column: str) -> Q:
    return Q(begins(column, f"{framework}/" if "@" in framework else f"{framework}@"))


def _dates(wanted: Wanted) -> Iterable[Q]:
    for column, since, before in (
        ("changed_at", wanted.updated_since, wanted.updated_before),
        ("first_published_at", wanted.published_since, wanted.published_before),
        ("event_date", wanted.event_since, wanted.event_before),
    ):
        if since is not None:
            yield Q(**{f"{column}__gte": since})
        if before is not None:
            yield Q(**{f"{column}__lt": before})
