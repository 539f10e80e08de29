"""What a reader may be typing: cases by their titles, and the topics, parties and instruments that live cases name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from casestudies.enums import Facet
from casestudies.models import SearchFacet
from casestudies.prose.words import folded_words
from casestudies.queries.editions import cards, live
from casestudies.queries.search.language import Query, parse
from casestudies.queries.search.matching import matches

NAMED = (Facet.TOPIC, Facet.PARTY, Facet.INSTRUMENT)
MOST_CASES, MOST_NAMES = 5, 4
LOOKED_THROUGH = 200  # cases whose names are compared, at most


@dataclass(frozen=True)
class Suggestion:
    """`kind` is `case` or a facet; `key` the case's slug or the facet's value."""

    kind: str
    key: str
    label: str


def suggest(text: str) -> list[Suggestion]:
    """Names first, then titles; empty while too little was typed. Three queries."""
    query = parse(text)
    if not query.wanted or not any(part.is_open or len(part.words[-1]) > 2 for part in query.wanted):
        return []
    return [*_names(query), *_cases(query)]


def _names(query: Query) -> list[Suggestion]:
    public, live_values = live().order_by().values("pk").query.sql_with_params()
    found = matches(query, scored=False, column="names")
    facets = ", ".join(f"'{facet}'" for facet in NAMED)
    sql = (
        f"WITH hits AS MATERIALIZED ({found.text}), some_hits AS MATERIALIZED (SELECT state_id FROM hits "
        f"WHERE state_id IN ({public}) ORDER BY state_id DESC LIMIT {LOOKED_THROUGH}) "
        f"SELECT f.facet, f.value, MAX(f.label), COUNT(*) FROM some_hits JOIN {SearchFacet._meta.db_table} f "
        f"ON f.state_id = some_hits.state_id WHERE f.facet IN ({facets}) GROUP BY f.facet, f.value"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*found.values, *live_values])
        rows = [row for row in cursor.fetchall() if _begins(query, folded_words(row[2]))]
    rows.sort(key=lambda row: (-row[3], row[2], row[1]))
    return [Suggestion(kind, key, label) for kind, key, label, _cases in rows[:MOST_NAMES]]


def _cases(query: Query) -> list[Suggestion]:
    public, live_values = live().order_by().values("pk").query.sql_with_params()
    found = matches(query, scored=True, column="title")
    sql = (
        f"WITH hits AS MATERIALIZED ({found.text}) SELECT state_id FROM hits WHERE state_id IN ({public}) "
        f"ORDER BY score DESC, state_id DESC LIMIT {MOST_CASES}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*found.values, *live_values])
        order = [row[0] for row in cursor.fetchall()]
    states = {state.pk: state for state in cards(live().filter(pk__in=order))}
    rows = [states[pk] for pk in order if pk in states]
    return [Suggestion("case", row.slug, row.edition.rendering.card["title"]) for row in rows]


def _begins(query: Query, words: Sequence[str]) -> bool:
    """Whether every word that was typed is in the name, the last as far as typed."""
    return all(
        any(word.startswith(asked) if part.is_open and asked == part.words[-1] else word == asked for word in words)
        for part in query.wanted
        for asked in part.words
    )
