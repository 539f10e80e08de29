"""Finds live case studies, and counts what they could be narrowed to: one statement, however many there are.

    hits      the entries that match the query, with their scores
    found     those of them that are live, with a flag for every chosen facet
    picked    those of them for which every flag holds
    ranked    on PostgreSQL, those with their scores

The page, the totals and each facet's counts are read from these. A facet counts what the other facets leave.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from casestudies.enums import Facet, Sort
from casestudies.models import PublicState, SearchEntry
from casestudies.queries.editions import PAGE_SIZE, live
from casestudies.queries.search import narrowing as narrow
from casestudies.queries.search.language import Query
from casestudies.queries.search.matching import Sql, matches, ranks
from casestudies.queries.search.narrowing import Narrowing, all_but, flags

STATES, ENTRIES = PublicState._meta.db_table, SearchEntry._meta.db_table
LAST = "p.changed_at DESC, p.id DESC"
ORDERS = {
    Sort.RELEVANCE: f"x.score DESC, {LAST}",
    Sort.EVENT: f"p.event_date DESC NULLS LAST, {LAST}",
    Sort.NEWEST: LAST,
    Sort.CORRECTED: f"e.corrected_at DESC NULLS LAST, {LAST}",
}


@dataclass(frozen=True)
class Count:
    """A value of a facet, and how many of the cases that the other facets leave have it."""

    value: str
    label: str
    cases: int


@dataclass(frozen=True)
class Result:
    """The row ids of a page of public states in order, and all that was counted.

    `without` says how many there would be without each chosen facet; `unnarrowed` how many without any.
    """

    states: Sequence[int]
    total: int
    unnarrowed: int
    without: dict[Facet, int] = field(default_factory=dict)
    counts: dict[Facet, list[Count]] = field(default_factory=dict)


def find(query: Query, narrowed: Narrowing, *, sort: Sort, number: int = 1, size: int = PAGE_SIZE) -> Result:
    """A page of what matches. One query."""
    pieces = list(_statement(query, narrowed, sort, number, size))
    with connection.cursor() as cursor:
        cursor.execute("".join(piece.text for piece in pieces), [value for piece in pieces for value in piece.values])
        rows = cursor.fetchall()
    states: list[tuple[int, int]] = []
    numbers: dict[str, int] = {}
    counts: dict[Facet, list[Count]] = defaultdict(list)
    for kind, value, label, cases in rows:
        if kind == "page":
            states.append((cases, int(value)))
        elif kind == "count":
            numbers[value] = cases
        else:
            counts[Facet(kind)].append(Count(value, label, cases))
    return Result(
        states=[pk for _, pk in sorted(states)],
        total=numbers["total"],
        unnarrowed=numbers["unnarrowed"],
        without={facet: numbers[facet] for facet in narrowed.facets},
        counts={facet: sorted(counts[facet], key=lambda one: (-one.cases, one.label, one.value)) for facet in counts},
    )


def _statement(query: Query, narrowed: Narrowing, sort: Sort, number: int, size: int) -> Iterator[Sql]:
    held = flags(narrowed)
    public, values = live().order_by().values("pk").query.sql_with_params()
    is_scored = sort == Sort.RELEVANCE and bool(query.wanted)
    is_ranked = is_scored and connection.vendor == "postgresql"  # the other one's scores cost next to nothing
    hits = matches(query, scored=is_scored and not is_ranked)
    # Materialised, or SQLite may look into its index once for every live case.
    yield Sql("WITH hits AS MATERIALIZED (")
    yield hits
    yield Sql("), found AS MATERIALIZED (SELECT hits.state_id, hits.score")
    for name, flag in held.items():
        yield Sql(f", {flag.text} AS in_{name}", flag.values)
    yield Sql(f" FROM hits WHERE hits.state_id IN ({public})", values)
    yield Sql(f"), picked AS MATERIALIZED (SELECT state_id, score FROM found WHERE {all_but(held)}")
    if is_ranked:
        yield Sql("), ranked AS MATERIALIZED (")
        yield ranks(query, "picked", STATES)
    yield Sql(") ")
    yield _page("ranked" if is_ranked else "picked", sort, number, size)
    yield Sql(" UNION ALL SELECT 'count', 'total', '', COUNT(*) FROM picked")
    yield Sql(" UNION ALL SELECT 'count', 'unnarrowed', '', COUNT(*) FROM found")
    for facet in narrowed.facets:
        yield Sql(f" UNION ALL SELECT 'count', '{facet}', '', COUNT(*) FROM found WHERE {all_but(held, facet)}")
    yield from _counts(narrowed, list(held))


def _page(cases: str, sort: Sort, number: int, size: int) -> Sql:
    corrected = f" JOIN {ENTRIES} e ON e.state_id = x.state_id" if sort == Sort.CORRECTED else ""
    ordered = (
        f"SELECT x.state_id, ROW_NUMBER() OVER (ORDER BY {ORDERS[sort]}) AS place "
        f"FROM {cases} x JOIN {STATES} p ON p.id = x.state_id{corrected}"
    )
    text = (
        f"SELECT 'page' AS kind, CAST(state_id AS text) AS value, '' AS label, place AS cases "
        f"FROM ({ordered}) AS ordered WHERE place > %s AND place <= %s"
    )
    return Sql(text, [(number - 1) * size, number * size])


def _counts(narrowed: Narrowing, held: list[str]) -> Iterator[Sql]:
    """All facets that nothing was chosen of at once; each of the others by itself."""
    party, role = narrowed.chosen.get(Facet.PARTY, ()), narrowed.chosen.get(Facet.ROLE, ())
    free = [f"'{facet}'" for facet in Facet if facet not in narrowed.chosen and facet not in (Facet.PARTY, Facet.ROLE)]
    if free:
        yield _count("facet", "value", f"facet IN ({', '.join(free)})", "picked", "1 = 1")
    for facet in narrowed.facets:
        if facet not in (Facet.PARTY, Facet.ROLE):
            yield _count("facet", "value", f"facet = '{facet}'", "found", all_but(held, facet))
    for facet, column, other, values in (
        (Facet.PARTY, "value", "also", role),
        (Facet.ROLE, "also", "value", party),
    ):
        rows = f"facet = 'party' AND {column} <> ''"
        if values:
            rows += f" AND {other} IN ({', '.join(['%s'] * len(values))})"
        yield _count(f"'{facet}'", column, rows, "found", all_but(held, facet), values)


def _count(kind: str, value: str, rows: str, cases: str, where: str, values: Sequence[str] = ()) -> Sql:
    """Counted from the index alone; the label is looked up once a value, in one of the cases that were counted."""
    # A party in two roles is in two rows; everything else is in one.
    number = "COUNT(*)" if kind == "facet" else "COUNT(DISTINCT f.state_id)"
    kind = f"f.{kind}" if kind == "facet" else kind
    label = (
        f"COALESCE((SELECT l.label FROM {narrow.TABLE} l WHERE l.state_id = c.one AND l.facet = c.facet "
        f"AND l.value = c.value LIMIT 1), '')"
    )
    text = (
        f" UNION ALL SELECT c.facet, c.value, {label}, c.cases FROM (SELECT {kind} AS facet, f.{value} AS value, "
        f"MAX(f.state_id) AS one, {number} AS cases FROM {narrow.TABLE} f "
        f"JOIN {cases} ON {cases}.state_id = f.state_id WHERE {rows} AND {where} GROUP BY f.facet, f.{value}) AS c"
    )
    return Sql(text, values)
