"""What could be left out of a query that nothing matches."""

from dataclasses import replace
from typing import Any

from django.db import connection

from casestudies.queries.editions import live
from casestudies.queries.search.language import Part, Query
from casestudies.queries.search.matching import matches

MOST_LEFT_OUT = 6


def without_each(query: Query) -> list[tuple[Part, Query, int]]:
    """Each part whose absence lets something match: the part, the query without it, and how many match. One query."""
    if not 1 < len(query.wanted) <= MOST_LEFT_OUT:
        return []
    shorter = [(part, replace(query, wanted=_without(query, part))) for part in query.wanted]
    public, live_values = live().order_by().values("pk").query.sql_with_params()
    tables: list[str] = []
    branches: list[str] = []
    values: list[Any] = []
    for number, (_part, rest) in enumerate(shorter):
        found = matches(rest, scored=False)
        tables.append(f"hits_{number} AS MATERIALIZED ({found.text})")
        branches.append(f"SELECT {number}, COUNT(*) FROM hits_{number} WHERE state_id IN (SELECT id FROM public)")
        values += found.values
    tables.append(f"public (id) AS MATERIALIZED ({public})")
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} {' UNION ALL '.join(branches)}", [*values, *live_values])
        counts = dict(cursor.fetchall())
    return [(part, rest, counts[number]) for number, (part, rest) in enumerate(shorter) if counts[number]]


def _without(query: Query, left_out: Part) -> tuple[Part, ...]:
    return tuple(part for part in query.wanted if part is not left_out)
