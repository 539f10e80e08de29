"""The lists of samples: narrowed, ordered and found by words as the real ones are, in memory."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from casestudies.enums import Facet, TermKind
from casestudies.models import PublicState
from casestudies.publication.indexing import Term, terms
from casestudies.publication.search_facets import facet_values
from casestudies.queries.reading.order import Order, Position
from casestudies.queries.reading.wanted import Wanted
from casestudies.queries.sandbox.states import document_of, live_states


def listed(wanted: Wanted, order: Order, text: str, after: Position | None) -> list[PublicState]:
    """All that are wanted, in order, after a position."""
    states = [state for state in live_states() if fits(state, wanted) and has_words(state, text)]

    def place(state: PublicState) -> tuple[Any, int]:
        return order_value(state, order), state.pk

    rows = sorted(states, key=place, reverse=order.descending)
    if after is None:
        return rows
    last = (after.value, after.id)
    return [row for row in rows if (place(row) < last if order.descending else place(row) > last)]


def order_value(state: PublicState, order: Order) -> Any:
    title: str = state.edition.rendering.card["title"].lower()
    return title if order.column == "search__title" else getattr(state, order.column)


def has_words(state: PublicState, text: str) -> bool:
    """Whether every word stands in the text. Samples have no synonyms and no endings."""
    there = f"{state.edition.title} {state.edition.rendering.text}".lower()
    return all(word in there for word in text.lower().split())


def fits(state: PublicState, wanted: Wanted) -> bool:
    """Whether a sample holds all that is wanted."""
    chosen = wanted.narrowed.chosen
    values = facet_values(document_of(state), state.edition.rendering.card)
    for facet in set(chosen) - {Facet.PARTY, Facet.ROLE}:
        if not any(one.facet == facet and one.value in chosen[facet] for one in values):
            return False
    if Facet.PARTY in chosen or Facet.ROLE in chosen:
        parties, roles = chosen.get(Facet.PARTY), chosen.get(Facet.ROLE)
        rows = (one for one in values if one.facet == Facet.PARTY)
        if not any((not parties or row.value in parties) and (not roles or row.also in roles) for row in rows):
            return False
    if not any(is_wanted(one.value, wanted) for one in values if one.facet == Facet.TERM):
        return False
    if wanted.sources and not {term.key for term in terms_of(state, TermKind.SOURCE)} & set(wanted.sources):
        return False
    return all(
        (since is None or value >= since) and (before is None or value < before)
        for value, since, before in _dates(state, wanted)
    )


def is_wanted(key: str, wanted: Wanted) -> bool:
    """Whether `framework@version/term` is one of the wanted terms, of a wanted framework; true where none is wanted."""
    of_terms = not wanted.terms or any(is_term(key, term) for term in wanted.terms)
    return of_terms and (not wanted.frameworks or any(is_framework(key, one) for one in wanted.frameworks))


def is_term(key: str, term: str) -> bool:
    """Whether `framework@version/term` is the term that is wanted, in whatever version where none is named."""
    framework, _, last = term.partition("/")
    return key == term if "@" in framework else key.startswith(f"{framework}@") and key.endswith(f"/{last}")


def is_framework(key: str, framework: str) -> bool:
    return key.startswith(f"{framework}/" if "@" in framework else f"{framework}@")


def terms_of(state: PublicState, kind: TermKind) -> list[Term]:
    """The shared records of one kind that a sample carries."""
    return [term for term in terms(document_of(state)) if term.kind == kind]


def shared(kind: TermKind) -> dict[str, tuple[Term, list[PublicState]]]:
    """Every record of one kind by key, with the samples that carry it, the latest changed first."""
    found: dict[str, tuple[Term, list[PublicState]]] = {}
    for state in sorted(live_states(), key=lambda state: state.changed_at, reverse=True):
        for term in terms_of(state, kind):
            found.setdefault(term.key, (term, []))[1].append(state)
    return dict(sorted(found.items()))


def _dates(state: PublicState, wanted: Wanted) -> Iterable[tuple[Any, datetime | None, datetime | None]]:
    yield state.changed_at, wanted.updated_since, wanted.updated_before
    yield state.first_published_at, wanted.published_since, wanted.published_before
    yield state.event_date, wanted.event_since, wanted.event_before  # type: ignore[misc]
