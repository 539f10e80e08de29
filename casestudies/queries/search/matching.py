"""A query as each database's full-text index takes it. Words are letters and digits alone, so quoting them is safe."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from casestudies.queries.search.language import Part, Query
from casestudies.search_index import INDEX, TABLE, WEIGHTS

# ts_rank's weights for D, C, B, A.
RANKS = "{0.1, 0.3, 0.5, 1.0}"


class Sql(NamedTuple):
    """A statement or a piece of one, with its parameters."""

    text: str
    values: Sequence[Any] = ()


def matches(query: Query, *, scored: bool, column: str = "") -> Sql:
    """SELECT state_id, score: the entries that match, the better the higher; every entry where nothing is asked.

    Without `scored` every score is 0, which costs less. `column`: `title` or `names`, to look there alone.
    """
    if connection.vendor == "postgresql":
        return _on_postgresql(query, scored=scored, weight=WEIGHTS[column][1] if column else "")
    return _on_sqlite(query, scored=scored, column=column)


def _on_sqlite(query: Query, *, scored: bool, column: str) -> Sql:
    conditions, values = [], []
    if query.wanted:
        conditions.append(f"{INDEX} MATCH %s")
        asked = " AND ".join(map(_fts, query.wanted))
        values.append(f"{column} : ({asked})" if column else asked)
    for part in query.unwanted:
        conditions.append(f"rowid NOT IN (SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s)")
        values.append(_fts(part))
    weights = ", ".join(str(weight) for weight, _ in WEIGHTS.values())
    score = f"-bm25({INDEX}, {weights})" if scored and query.wanted else "0.0"
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    if not query.wanted:
        # An FTS5 table has no cheap list of its rows; the entries do.
        return Sql(
            f"SELECT state_id, {score} AS score FROM {TABLE}{where.replace('rowid NOT', 'state_id NOT')}", values
        )
    return Sql(f"SELECT rowid AS state_id, {score} AS score FROM {INDEX}{where}", values)


def _fts(part: Part) -> str:
    phrase = f'"{" ".join(part.words)}"'
    # Said twice, the word itself counts for more than its other forms.
    ways = [phrase, phrase + " *"] if part.is_open else [phrase]
    if part.others:
        ways += [phrase, *(f'"{word}"' for word in part.others)]
    return f"({' OR '.join(ways)})"


def _on_postgresql(query: Query, *, scored: bool, weight: str) -> Sql:
    conditions, values = [], []
    score, ranked = "0.0", []
    if query.wanted:
        conditions.append("vector @@ %s::tsquery")
        values.append(" & ".join(_tsquery(part, weight) for part in query.wanted))
        if scored:
            score = " + ".join(["ts_rank(%s, vector, %s::tsquery, 1)"] * len(query.wanted))
            ranked = [value for part in query.wanted for value in (RANKS, _tsquery(part))]
    for part in query.unwanted:
        conditions.append("NOT vector @@ %s::tsquery")
        values.append(_tsquery(part))
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return Sql(f"SELECT state_id, {score} AS score FROM {TABLE}{where}", [*ranked, *values])


def _tsquery(part: Part, weight: str = "") -> str:
    at = f":{weight}" if weight else ""
    *first, last = (f"'{word}'" for word in part.words)
    goes_on = f":*{weight}" if part.is_open else at
    ways = [" <-> ".join([*(f"{word}{at}" for word in first), last + goes_on])]
    ways += [f"'{word}'{at}" for word in part.others]
    return f"({' | '.join(ways)})"
